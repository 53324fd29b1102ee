/** Templates say who could stand here. */
const PLACEHOLDER =
  /[{}<>]|\b(?:list everyone|name of|your name|github-username|deciders?)\b|^\[.*\]$/i;
const NOTHING = /^(?:n\/?a|none|tbd|unknown|-+|–|—|\?|\.*|everyone)$/i;
/** Longer is a sentence about people. */
const MAX_NAME = 80;

/** The names in these lines: `[Ada](@ada), @grace & Alan <alan@…>` is Ada, grace, Alan. */
export function peopleIn(lines: readonly string[]): readonly string[] {
  const names = lines
    .filter((line) => !/\(@?github-username\)/i.test(line))
    .map((line) => line.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    .flatMap((line) => line.split(/\s*(?:[,;&|]|\band\b|\n)\s*/))
    .map(nameIn)
    .filter((name) => isName(name));
  return [...new Set(names)];
}

/** An address goes when a name stands beside it. */
function nameIn(text: string): string {
  const plain = text.replace(/^[\s*\-•@]+/, '').replace(/^mailto:/, '');
  const name = plain
    .replace(/[\s(<[-]*\S+@\S+\.\w+[)>\]]*/, '')
    .replace(/\s*\(@[\w-]+\)/, '')
    .trim();
  return (/\p{L}/u.test(name) ? name : plain).replace(/\s+/g, ' ').replace(/[.\s]+$/, '');
}

const isName = (name: string): boolean =>
  /\p{L}/u.test(name) && name.length <= MAX_NAME && !PLACEHOLDER.test(name) && !NOTHING.test(name);
