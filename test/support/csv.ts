/** A reader of RFC 4180 that shares nothing with what writes CSV here. Every line ends with CRLF. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : bare(text, at);
    row.push(cell);
    if (text[end] === ',') {
      at = end + 1;
      continue;
    }
    if (text.slice(end, end + 2) !== '\r\n') throw new Error(`A line ends wrongly at ${end}.`);
    rows.push(row);
    row = [];
    at = end + 2;
  }
  return rows;
}

type Read = readonly [cell: string, end: number];

function quoted(text: string, start: number): Read {
  let cell = '';
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] !== '"') return [cell, at + 1];
    else {
      cell += '"';
      at += 1;
    }
  }
  throw new Error('A quote is not closed.');
}

function bare(text: string, start: number): Read {
  const [cell = ''] = /^[^,\r\n"]*/.exec(text.slice(start)) ?? [];
  return [cell, start + cell.length];
}
