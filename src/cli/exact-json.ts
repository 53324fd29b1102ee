/** Strings, whole or broken numbers, and the marks that tell names from values. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]/g;

/** A whole number that no JavaScript number is: reading it would change its last digits. */
export const isInexact = (number: string): boolean =>
  /^-?\d+$/.test(number) && BigInt(number) !== BigInt(Number(number));

/**
 * What JSON.parse would lose of a text that it reads, as a sentence: digits of a large whole number,
 * or the earlier of two values of one name. Undefined when nothing is lost.
 */
export function lostIn(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = '';
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':' && !isNew(open.at(-1), last)) return `the name ${last} stands twice`;
    else if (isInexact(token)) return lostDigits(token);
    last = token;
  }
  return undefined;
}

export const lostDigits = (number: string): string =>
  `${number} has more digits than a number keeps; write it as text, in quotes`;

function isNew(names: Set<string> | undefined, name: string): boolean {
  const key = JSON.parse(name) as string;
  return names === undefined || (!names.has(key) && names.add(key).size > 0);
}
