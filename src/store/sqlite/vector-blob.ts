/** sqlite-vec's form of a vector: little-endian 32-bit floats, one after the other. */
export const toBlob = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

/** Copied: a Buffer of SQLite's need not lie on a multiple of four bytes. */
export const fromBlob = (blob: Buffer): Float32Array =>
  new Float32Array(new Uint8Array(blob).buffer);
