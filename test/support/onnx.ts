/**
 * Writes ONNX files (IR 7, opset 12: what onnxruntime 1.14 reads for certain). A message of Protocol
 * Buffers is a list of chunks, so that weights are never copied. Field numbers are those of
 * onnx.proto3 of the ONNX specification.
 */
type Message = readonly Uint8Array[];

/** A tensor of known values. `int64` values must be safe integers. */
export interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Float32Array | readonly number[];
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Numbers are integers. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

/** Inputs are int64, the output is float; a name among the dimensions is a free one. */
export interface Graph {
  readonly inputs: readonly Port[];
  readonly output: Port;
  readonly nodes: readonly Node[];
  /** `Float32Array` is stored as float, a plain list as int64. */
  readonly tensors: readonly Tensor[];
}

interface Port {
  readonly name: string;
  readonly dims: readonly (string | number)[];
}

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE = { int: 2, ints: 7 } as const;

/** The file's content, in chunks. */
export function onnxModel({ inputs, output, nodes, tensors }: Graph): Message {
  const graph = [
    ...nodes.flatMap((node) => message(1, nodeOf(node))),
    ...text(2, 'graph'),
    ...tensors.flatMap((tensor) => message(5, tensorOf(tensor))),
    ...inputs.flatMap((port) => message(11, portOf(port, INT64))),
    ...message(12, portOf(output, FLOAT)),
  ];
  const opset = [...text(1, ''), ...integer(2, 12)];
  return [...integer(1, 7), ...message(7, graph), ...message(8, opset)];
}

const nodeOf = ({ op, inputs, output, attributes = {} }: Node): Message => [
  ...inputs.flatMap((input) => text(1, input)),
  ...text(2, output),
  ...text(3, output),
  ...text(4, op),
  ...Object.entries(attributes).flatMap((attribute) => message(5, attributeOf(...attribute))),
];

const attributeOf = (name: string, value: number | readonly number[]): Message =>
  typeof value === 'number'
    ? [...text(1, name), ...integer(3, value), ...integer(20, ATTRIBUTE.int)]
    : [
        ...text(1, name),
        ...value.flatMap((each) => integer(8, each)),
        ...integer(20, ATTRIBUTE.ints),
      ];

function tensorOf({ name, dims, values }: Tensor): Message {
  const [type, data] =
    values instanceof Float32Array
      ? [FLOAT, values]
      : [INT64, BigInt64Array.from(values, (value) => BigInt(value))];
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const shape = dims.flatMap((size) => integer(1, size));
  return [...shape, ...integer(2, type), ...text(8, name), ...message(9, [raw])];
}

function portOf({ name, dims }: Port, type: number): Message {
  const shape = dims.flatMap((size) =>
    message(1, typeof size === 'number' ? integer(1, size) : text(2, size)),
  );
  const tensor = [...integer(1, type), ...message(2, shape)];
  return [...text(1, name), ...message(2, message(1, tensor))];
}

const VARINT = 0;
const BYTES = 2;

const integer = (field: number, value: number): Message => [
  varint(field * 8 + VARINT),
  varint(value),
];

const text = (field: number, value: string): Message =>
  message(field, [new TextEncoder().encode(value)]);

const message = (field: number, content: Message): Message => [
  varint(field * 8 + BYTES),
  varint(content.reduce((sum, chunk) => sum + chunk.length, 0)),
  ...content,
];

/** Seven bits a byte, the lowest first; negative ones as 64-bit two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
  return Uint8Array.of(...bytes, Number(rest));
}
