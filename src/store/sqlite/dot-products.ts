/** `dot-products.wat`, assembled; a test assembles it again. */
const MODULE =
  'AGFzbQEAAAABCgFgBn9/f39/fwACDgECanMGbWVtb3J5AgABAwIBAAcIAQRkb3RzAAAKuQIBtgICBH8EeyADIARBAnRqIQYCQANAIAMgBkYNASABIAMoAgAgAmxqIQcgACEIIAAgAmohCf0MAAAAAAAAAAAAAAAAAAAAACEK/QwAAAAAAAAAAAAAAAAAAAAAIQv9DAAAAAAAAAAAAAAAAAAAAAAhDP0MAAAAAAAAAAAAAAAAAAAAACENA0AgCiAH/QAEACAI/QAEAP3mAf3kASEKIAsgB/0ABBAgCP0ABBD95gH95AEhCyAMIAf9AAQgIAj9AAQg/eYB/eQBIQwgDSAH/QAEMCAI/QAEMP3mAf3kASENIAdBwABqIQcgCEHAAGohCCAIIAlJDQALIAogC/3kASAMIA395AH95AEhCiAFIAr9HwAgCv0fAZIgCv0fAiAK/R8DkpI4AgAgA0EEaiEDIAVBBGohBQwACwsL';

const PAGE = 65_536;
/** Addresses have 32 bits. */
const MOST_PAGES = 65_536;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Vectors are kept at a multiple of it, for four sums of four numbers each. */
const STRIDE = 64;

/** The first page is for what a call takes and gives; vectors begin behind it. */
const SLOTS_AT = 16_384;
const RESULTS_AT = 32_768;
/** Vectors that are compared at a time. */
const CHUNK = 4_096;
/** Of a vector; the most that the model catalogue's transformers have is 384. */
const MOST_DIMENSIONS = SLOTS_AT / FLOAT;

/** Vectors that are kept beside each other, outside the JavaScript heap. */
export interface DotProducts {
  /** Puts vectors (32-bit floats, one after the other) into the slots from `first` on. */
  put(first: number, vectors: Uint8Array): void;
  /** Moves the vector of a slot to another. */
  move(from: number, to: number): void;
  /** The dot product of the query with the vector of each slot, in order: single precision, the same on every machine. */
  with(query: Float32Array, slots: Uint32Array): Float32Array;
}

/**
 * Compares vectors four numbers at a time (WebAssembly SIMD): 100,000 of 256 dimensions in 10 ms,
 * which takes JavaScript 35. Room grows with what is put in; it is given back with the object.
 */
export function createDotProducts(dimensions: number): DotProducts {
  if (dimensions > MOST_DIMENSIONS)
    throw new RangeError(`A vector has ${MOST_DIMENSIONS} dimensions at most.`);
  const { Memory } = wasm();
  const memory = new Memory({ initial: 1, maximum: MOST_PAGES });
  const dots = dotsIn(memory);
  const length = dimensions * FLOAT;
  const size = Math.ceil(length / STRIDE) * STRIDE;
  const at = (slot: number): number => PAGE + slot * size;
  const reserve = (bytes: number): void => {
    const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
    if (missing > 0) memory.grow(missing);
  };
  return {
    put: (first, vectors) => {
      const count = vectors.byteLength / length;
      reserve(at(first + count));
      const bytes = new Uint8Array(memory.buffer);
      if (size === length) return bytes.set(vectors, at(first));
      for (let index = 0; index < count; index += 1)
        bytes.set(vectors.subarray(index * length, (index + 1) * length), at(first + index));
    },
    move: (from, to) => new Uint8Array(memory.buffer).copyWithin(at(to), at(from), at(from + 1)),
    with: (query, slots) => {
      const results = new Float32Array(slots.length);
      new Uint8Array(memory.buffer, 0, size).fill(0);
      new Float32Array(memory.buffer, 0, dimensions).set(query);
      for (let from = 0; from < slots.length; from += CHUNK) {
        const part = slots.subarray(from, from + CHUNK);
        new Uint32Array(memory.buffer, SLOTS_AT, part.length).set(part);
        dots(0, PAGE, size, SLOTS_AT, part.length, RESULTS_AT);
        results.set(new Float32Array(memory.buffer, RESULTS_AT, part.length), from);
      }
      return results;
    },
  };
}

/** See `dot-products.wat`. */
type Dots = (
  ...places: readonly [
    query: number,
    vectors: number,
    size: number,
    slots: number,
    count: number,
    results: number,
  ]
) => void;

/** As much of WebAssembly as is used here: Node has it, and its types do not. */
interface Wasm {
  readonly Memory: new (pages: {
    readonly initial: number;
    readonly maximum: number;
  }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly js: { readonly memory: WasmMemory } },
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}
interface WasmMemory {
  /** Another one after each `grow`. */
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const wasm = (): Wasm => (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;

let compiled: object | undefined;

function dotsIn(memory: WasmMemory): Dots {
  const { Module, Instance } = wasm();
  compiled ??= new Module(Buffer.from(MODULE, 'base64'));
  return new Instance(compiled, { js: { memory } }).exports['dots'] as Dots;
}
