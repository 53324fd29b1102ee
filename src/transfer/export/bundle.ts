import { WorkspaceError } from '#src/errors';

import type { ExportPart } from './export.ts';

/*
 * All files of an export as one JSON text: an object with each file under its name, as the file has it. Lines of
 * the files are indented but for the braces around them, so that a reader finds the files again line by line,
 * however large they are, without reading the JSON.
 */

/** `{`, then `"NAME.json": {` to `}` for each file, then `}`. */
export async function* bundleText(parts: AsyncIterable<ExportPart>): AsyncGenerator<string> {
  let isFirst = true;
  // The newline that ends a file comes when it is known whether another one follows.
  let held = '';
  for await (const part of parts) {
    if ('file' in part) {
      yield `${isFirst ? '{' : ','}\n${JSON.stringify(part.file)}: `;
      [isFirst, held] = [false, ''];
    } else {
      yield held + part.text.replace(/\n$/, '');
      held = part.text.endsWith('\n') ? '\n' : '';
    }
  }
  yield isFirst ? '{\n}\n' : '\n}\n';
}

/** A name in an answer becomes one in a folder: it must not lead out of it. */
const FILE_BEGINS = /^"([A-Z0-9][A-Z0-9-]*\.json)": \{$/;

/** The files of a bundle. Code: unreachable, when it breaks off or is none. */
export async function* bundleParts(chunks: AsyncIterable<string>): AsyncGenerator<ExportPart> {
  let state: State = 'before';
  for await (const lines of linesOf(chunks)) {
    let text = '';
    for (const line of lines) {
      const step = stepOf(state, line);
      state = step.state;
      if (step.file !== undefined) yield { file: step.file };
      text += step.text ?? '';
      if (state === 'between' && text !== '') {
        yield { text };
        text = '';
      }
    }
    if (text !== '') yield { text };
  }
  if (state !== 'after') throw brokenOff();
}

type State = 'before' | 'between' | 'within' | 'after';

interface Step {
  readonly state: State;
  readonly file?: string;
  readonly text?: string;
}

function stepOf(state: State, line: string): Step {
  if (state === 'before' && line === '{') return { state: 'between' };
  if (state === 'within')
    return line === '}' || line === '},'
      ? { state: 'between', text: '}\n' }
      : { state, text: `${line}\n` };
  const file = FILE_BEGINS.exec(line)?.[1];
  if (state === 'between' && file !== undefined) return { state: 'within', file, text: '{\n' };
  if (state === 'between' && line === '}') return { state: 'after' };
  throw brokenOff();
}

/** Whole lines, as many as each chunk completes. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let rest: string[] = [];
  for await (const chunk of chunks) {
    const [first = '', ...more] = chunk.split('\n');
    const last = more.pop();
    if (last === undefined) rest.push(first);
    else {
      yield [[...rest, first].join(''), ...more];
      rest = [last];
    }
  }
  if (rest.join('') !== '') throw brokenOff();
}

const brokenOff = (): WorkspaceError =>
  new WorkspaceError('unreachable', 'The export broke off before its end; no file was changed.', {
    next: 'Try again, and look at the log of the service when it stays.',
  });
