import type { Graph, Node, Tensor } from './onnx.ts';

/** Sizes of a BERT-like encoder. With no layers it looks tokens up and normalises them. */
export interface EncoderShape {
  readonly vocabulary: number;
  readonly hidden: number;
  readonly layers: number;
  /** Divides `hidden`. */
  readonly heads: number;
  readonly feedForward: number;
  /** Longest input, in tokens. */
  readonly positions: number;
}

/** Numbers in [-1, 1). */
type Random = () => number;

/** Weights of BERT are drawn with this deviation. */
const DEVIATION = 0.02;

/** An encoder from `input_ids` and `attention_mask` to `last_hidden_state`, its weights drawn from `random`. */
export function encoderGraph(shape: EncoderShape, random: Random): Graph {
  const build = new GraphBuilder(random);
  const mask = maskOf(build);
  let hidden = embeddingsOf(build, shape);
  for (let layer = 0; layer < shape.layers; layer += 1) {
    const attended = attention(build, { shape, hidden, mask });
    hidden = normalise(build, build.add('Add', [hidden, attended]), shape.hidden);
    const fed = feedForward(build, hidden, shape);
    hidden = normalise(build, build.add('Add', [hidden, fed]), shape.hidden);
  }
  return build.graph(hidden, shape.hidden);
}

class GraphBuilder {
  readonly #random: Random;
  readonly #nodes: Node[] = [];
  readonly #tensors: Tensor[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  /** Adds a node and answers the name of its output. */
  add(op: string, inputs: readonly string[], attributes: Node['attributes'] = {}): string {
    const output = `${op}_${String(this.#nodes.length)}`;
    this.#nodes.push({ op, inputs, output, attributes });
    return output;
  }

  integers(values: readonly number[], dims: readonly number[] = [values.length]): string {
    return this.#keep({ dims, values });
  }

  floats(value: number, size?: number): string {
    const dims = size === undefined ? [] : [size];
    return this.#keep({ dims, values: new Float32Array(size ?? 1).fill(value) });
  }

  /** Uniform, of the deviation that BERT's weights have. */
  weights(...dims: readonly number[]): string {
    const values = new Float32Array(dims.reduce((product, size) => product * size, 1));
    const reach = DEVIATION * Math.sqrt(3);
    for (let at = 0; at < values.length; at += 1) values[at] = reach * this.#random();
    return this.#keep({ dims, values });
  }

  graph(hidden: string, dimensions: number): Graph {
    this.#nodes.push({ op: 'Identity', inputs: [hidden], output: 'last_hidden_state' });
    const dims = ['batch', 'tokens'];
    return {
      inputs: ['input_ids', 'attention_mask'].map((name) => ({ name, dims })),
      output: { name: 'last_hidden_state', dims: [...dims, dimensions] },
      nodes: this.#nodes,
      tensors: this.#tensors,
    };
  }

  #keep(tensor: Omit<Tensor, 'name'>): string {
    const name = `tensor_${String(this.#tensors.length)}`;
    this.#tensors.push({ name, ...tensor });
    return name;
  }
}

/** 0 for a token and -10,000 for padding, ready to be added to attention scores. */
function maskOf(build: GraphBuilder): string {
  const wide = build.add('Unsqueeze', ['attention_mask'], { axes: [1, 2] });
  const kept = build.add('Cast', [wide], { to: 1 });
  const dropped = build.add('Sub', [build.floats(1), kept]);
  return build.add('Mul', [dropped, build.floats(-10_000)]);
}

function embeddingsOf(build: GraphBuilder, { vocabulary, hidden, positions }: EncoderShape) {
  const words = build.add('Gather', [build.weights(vocabulary, hidden), 'input_ids']);
  const dims = build.add('Shape', ['input_ids']);
  const width = build.add('Gather', [dims, build.integers([1], [])]);
  const range = [build.integers([0], []), width, build.integers([1], [])];
  const places = build.add('Range', range);
  const positioned = build.add('Gather', [build.weights(positions, hidden), places]);
  return normalise(build, build.add('Add', [words, positioned]), hidden);
}

interface Attention {
  readonly shape: EncoderShape;
  readonly hidden: string;
  readonly mask: string;
}

function attention(build: GraphBuilder, { shape, hidden, mask }: Attention): string {
  const width = shape.hidden / shape.heads;
  const split = build.integers([0, 0, shape.heads, width]);
  const head = (perm: readonly number[]) => {
    const projected = linear(build, hidden, [shape.hidden, shape.hidden]);
    return build.add('Transpose', [build.add('Reshape', [projected, split])], { perm });
  };
  const product = build.add('MatMul', [head([0, 2, 1, 3]), head([0, 2, 3, 1])]);
  const scores = build.add('Div', [product, build.floats(Math.sqrt(width))]);
  const shares = build.add('Softmax', [build.add('Add', [scores, mask])], { axis: 3 });
  const mixed = build.add('MatMul', [shares, head([0, 2, 1, 3])]);
  const joined = build.add('Reshape', [
    build.add('Transpose', [mixed], { perm: [0, 2, 1, 3] }),
    build.integers([0, 0, shape.hidden]),
  ]);
  return linear(build, joined, [shape.hidden, shape.hidden]);
}

function feedForward(build: GraphBuilder, hidden: string, shape: EncoderShape): string {
  const wide = linear(build, hidden, [shape.hidden, shape.feedForward]);
  return linear(build, gelu(build, wide), [shape.feedForward, shape.hidden]);
}

function linear(build: GraphBuilder, input: string, [from, to]: readonly [number, number]): string {
  const product = build.add('MatMul', [input, build.weights(from, to)]);
  return build.add('Add', [product, build.floats(0, to)]);
}

function gelu(build: GraphBuilder, input: string): string {
  const error = build.add('Erf', [build.add('Div', [input, build.floats(Math.SQRT2)])]);
  const scaled = build.add('Mul', [input, build.add('Add', [error, build.floats(1)])]);
  return build.add('Mul', [scaled, build.floats(0.5)]);
}

/** Layer normalisation in its parts, which the runtime joins again; opset 12 has no operator for it. */
function normalise(build: GraphBuilder, input: string, size: number): string {
  const mean = (of: string) => build.add('ReduceMean', [of], { axes: [-1] });
  const centred = build.add('Sub', [input, mean(input)]);
  const variance = mean(build.add('Pow', [centred, build.floats(2)]));
  const deviation = build.add('Sqrt', [build.add('Add', [variance, build.floats(1e-12)])]);
  const unit = build.add('Div', [centred, deviation]);
  return build.add('Add', [build.add('Mul', [unit, build.floats(1, size)]), build.floats(0, size)]);
}
