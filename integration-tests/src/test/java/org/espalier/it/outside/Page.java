package org.espalier.it.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the docs that can be followed. Its {@code sh} blocks are typed in, a block below a comment with a file's name is that
 * file, and every line of a {@code text} block is said in its turn; … stands for anything, and numbers for any numbers, since
 * losses and times depend on the machine.
 */
record Page(List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- (\\S+) -->\\n)?```(\\w+)\\n(.*?)```\\n", Pattern.DOTALL);
    /** Not the end of a name. */
    private static final String NUMBER = "(?<![\\w.])[\\d.]*\\d";

    /** A fenced block; the file is empty where it is none. */
    record Block(String file, String language, String text) {}

    static Page read(String name) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("espalier.docs"), name));
        List<Block> blocks = new ArrayList<>();
        for (Matcher found = BLOCK.matcher(text); found.find(); )
            blocks.add(new Block(found.group(1) == null ? "" : found.group(1), found.group(2), found.group(3)));
        if (blocks.isEmpty() || blocks.size() != (text.split("```", -1).length - 1) / 2)
            throw new AssertionError(blocks.size() + " blocks found, and not all");
        return new Page(blocks);
    }

    /** All that a reader does, for a shell. */
    String script() {
        StringBuilder script = new StringBuilder();
        for (Block block : blocks) {
            if (!block.file().isEmpty())
                script.append("cat > '%s' <<'END OF BLOCK'\n%sEND OF BLOCK\n".formatted(block.file(), block.text()));
            else if (block.language().equals("sh")) script.append(block.text());
            else if (!block.language().equals("text"))
                throw new AssertionError("neither typed, nor a file, nor said: " + block);
        }
        return script.toString();
    }

    /** The first promised line that is not said in its turn; empty if all are. */
    String unsaid(String output) {
        int from = 0;
        for (Block block : blocks) {
            if (!block.language().equals("text")) continue;
            for (String line : block.text().lines().toList()) {
                Matcher said = loosely(line).matcher(output);
                if (!said.find(from)) return line;
                from = said.end();
            }
        }
        return "";
    }

    private static Pattern loosely(String line) {
        // Before it is quoted, or a number at its beginning would follow a letter.
        String numbers = line.replaceAll(NUMBER, Matcher.quoteReplacement("\\E" + NUMBER + "\\Q"));
        return Pattern.compile("\\Q" + numbers.replace("…", "\\E.*\\Q") + "\\E");
    }
}
