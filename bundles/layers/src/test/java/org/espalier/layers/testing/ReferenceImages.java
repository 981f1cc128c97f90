package org.espalier.layers.testing;

/** Convolution of images in double precision, straight from the definition: the oracle for forward and backward. */
public final class ReferenceImages {
    private ReferenceImages() {}

    /**
     * A convolution with zeros around the edges.
     *
     * @param samples images
     * @param height  rows of an image
     * @param width   points of a row
     * @param in      channels read
     * @param out     channels made
     * @param side    side of the kernel
     * @param stride  distance of the points at which it is centred
     */
    public record Convolution(int samples, int height, int width, int in, int out, int side, int stride) {
        /** Points of the output together. */
        public int outputs() {
            return samples * rows() * columns();
        }

        private int rows() {
            return (height - 1) / stride + 1;
        }

        private int columns() {
            return (width - 1) / stride + 1;
        }

        private interface Product {
            void add(int x, int w, int y);
        }

        /** Every product of the definition: indices of the input, the weight and the output. */
        private void each(Product product) {
            for (int point = 0; point < outputs(); point++) {
                int sample = point / (rows() * columns());
                int y = point / columns() % rows() * stride;
                int x = point % columns() * stride;
                for (int tap = 0; tap < side * side; tap++) {
                    int row = y + tap / side - side / 2;
                    int column = x + tap % side - side / 2;
                    if (row < 0 || row >= height || column < 0 || column >= width) {
                        continue;
                    }
                    for (int i = 0; i < in; i++) {
                        for (int o = 0; o < out; o++) {
                            int read = ((sample * height + row) * width + column) * in + i;
                            product.add(read, (tap * in + i) * out + o, point * out + o);
                        }
                    }
                }
            }
        }

        /** y = x∗w + b. */
        public double[] forward(double[] x, double[] w, double[] b) {
            double[] y = new double[outputs() * out];
            for (int i = 0; i < y.length; i++) {
                y[i] = b[i % out];
            }
            each((read, weight, made) -> y[made] += x[read] * w[weight]);
            return y;
        }

        /** Adds the gradients: dx, dw and db grow by what dy gives. */
        public void backward(double[] x, double[] w, double[] dy, double[] dx, double[] dw, double[] db) {
            for (int i = 0; i < dy.length; i++) {
                db[i % out] += dy[i];
            }
            each((read, weight, made) -> {
                dx[read] += dy[made] * w[weight];
                dw[weight] += dy[made] * x[read];
            });
        }
    }
}
