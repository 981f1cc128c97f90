/**
 * Building blocks of models: prepared layers with hand-written backward passes on single-precision BLAS.
 *
 * <p>What BLAS reads and writes lies in native {@link org.espalier.layers.Memory}; what is element-wise is done on heap tiles of
 * {@link org.espalier.layers.Gelu#TILE} floats, by loops that HotSpot's C2 turns into vector code. A layer is prepared for fixed
 * shapes and a fixed number of {@link org.espalier.layers.Workers}, allocates everything then and nothing per step. Its methods
 * take the worker that calls them, and touch only that worker's share: samples, or modes. In which order a model calls
 * layers decides what is still in cache, so models go through a sample's neighbouring layers before they take the next sample.
 *
 * <p>This package is a published helper, versioned like the API: while it is 0.x every minor version may break. Models
 * construct its classes and call them; nobody extends or implements them.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.espalier.layers;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
