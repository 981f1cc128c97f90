package org.espalier.report.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngTest {
    @Test
    void anotherReaderSeesEveryPixel() throws Exception {
        byte[] indices = new byte[300 * 7];
        for (int i = 0; i < indices.length; i++) indices[i] = (byte) (i * 31);
        int[] palette = ColourMap.FIELD.palette();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.encode(300, indices, palette)));
        assertEquals(300, image.getWidth());
        assertEquals(7, image.getHeight());
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 300; x++) {
                assertEquals(palette[indices[y * 300 + x] & 0xFF], image.getRGB(x, y) & 0xFFFFFF);
            }
        }
    }
}
