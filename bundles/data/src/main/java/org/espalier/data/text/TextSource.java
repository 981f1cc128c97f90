package org.espalier.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.espalier.api.data.DataContext;
import org.espalier.api.data.DataException;
import org.espalier.api.data.DataOutline;
import org.espalier.api.data.DataSource;
import org.espalier.api.data.Dataset;
import org.espalier.api.data.Tokenizer;
import org.espalier.api.plugin.Default;
import org.espalier.api.plugin.Doc;
import org.espalier.api.plugin.Plugin;
import org.espalier.api.plugin.Range;
import org.espalier.api.plugin.SettingsException;
import org.espalier.data.files.UserFiles;
import org.espalier.data.grid.Fields;
import org.osgi.service.component.annotations.Component;

/**
 * Text to predict token by token: byte by byte, or in the tokens of GPT-2. Bytes are bytes: any will do. The splits are
 * stretches of the text, one behind the other, or files of their own; samples are windows at fixed places, which the host's
 * order shuffles anew for every epoch, so that a sample follows from its index alone.
 */
@Component(service = DataSource.class)
@Plugin(name = "text")
@Doc(
        "the user's own text as bytes or GPT-2's tokens, each to be predicted from those before it, or one that is generated here")
public final class TextSource implements DataSource<TextSource.Settings> {
    /** What a job may say of it. */
    public record Settings(
            @Doc("file of the text, relative to the job file; empty for a chronicle that is generated here")
                    @Default("")
                    String file,
            @Doc("file of the validation text; empty to take it from file, behind the training text") @Default("")
                    String validationFile,
            @Doc("file of the test text; empty to take it from file, at its end") @Default("") String testFile,
            @Doc("what the text is cut into: bytes, or gpt2, the 50 257 tokens of GPT-2's byte-pair encoding")
                    @Default("bytes")
                    Vocabulary vocabulary,
            @Doc("number of tokens in an input, the token after each of which is to be predicted")
                    @Range(min = 1, max = 65536)
                    @Default("128")
                    int context,
            @Doc(
                            "tokens from one training sample's start to the next's; 0 for as many as context, which predicts every token once an epoch")
                    @Range(min = 0, max = 65536)
                    @Default("0")
                    int stride,
            @Doc("share of file that strategies and schedules see, behind the training text")
                    @Range(min = 0, max = 0.9)
                    @Default("0.1")
                    double validation,
            @Doc("share of file that is read once, at the end; it stands at the file's end")
                    @Range(min = 0, max = 0.9)
                    @Default("0.1")
                    double test,
            @Doc("number of bytes of the generated text") @Range(min = 1, max = 100_000_000) @Default("1000000")
                    int length,
            @Doc("seed of the generated text, apart from the run's own, so that runs share it") @Default("2026")
                    long seed) {
        /** Refuses shares that leave nothing to train on. */
        public Settings {
            double taken = (validationFile.isBlank() ? validation : 0) + (testFile.isBlank() ? test : 0);
            if (taken >= 1) {
                throw new SettingsException(
                        "validation", validation, "with test: " + test + " it leaves nothing to train on; lower them");
            }
        }

        int trainingStride() {
            return stride == 0 ? context : stride;
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Tokenizer> tokenizer(Settings settings) {
        return Optional.of(settings.vocabulary().tokenizer());
    }

    /** GPT-2's tokens have to be counted, for which the texts are read through. */
    @Override
    public DataOutline outline(Settings settings, Path base) throws DataException {
        TextOutline.Count count = settings.vocabulary() == Vocabulary.BYTES ? TextFile::length : TokenFile::count;
        return UserFiles.checked(files(settings), () -> outline(settings, base, count));
    }

    private static TextOutline outline(Settings settings, Path base, TextOutline.Count count)
            throws IOException, DataException {
        if (settings.file().isBlank()) {
            Fields.checkMemory("the generated text", settings.length() / Float.BYTES);
        }
        return TextOutline.of(settings, base, count);
    }

    @Override
    public Dataset open(Settings settings, DataContext context) throws DataException, InterruptedException {
        Map<TextFile, Text> texts = new LinkedHashMap<>();
        boolean bytes = settings.vocabulary() == Vocabulary.BYTES;
        return UserFiles.read(files(settings), () -> {
            TextOutline outline = outline(settings, context.base(), source -> {
                Text text = texts.get(source);
                if (text == null) {
                    text = bytes ? source.open() : TokenFile.open(source, context);
                    texts.put(source, text);
                }
                return text.length();
            });
            return new TextDataset(outline, texts);
        });
    }

    private static String files(Settings settings) {
        return settings.file() + " and its companions";
    }
}
