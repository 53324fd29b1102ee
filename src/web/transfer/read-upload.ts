import { WorkspaceError } from '#src/errors';
import { checkImportJson, importText } from '#src/transfer/import/file-text';
import { FOREIGN_FORMAT_NAMES } from '#src/transfer/import/format-types';
import { IMPORT_MODES, UNKNOWN_FIELDS } from '#src/transfer/import/types';
import { textIn } from '#src/web/form-body';

import type { Upload } from './staged-uploads.ts';

/** The files and choices of the form. Codes: invalid_body, invalid_json. */
export async function readUpload(form: FormData): Promise<Upload> {
  const options = optionsIn(form);
  const given = form
    .getAll('files')
    .filter((each) => each instanceof File && each.size > 0) as File[];
  if (given.length === 0)
    throw new WorkspaceError('invalid_body', 'No file was chosen.', {
      next: 'Choose one or several files of an export.',
    });
  const isJson = options.format === undefined;
  const texts = await Promise.all(given.map((file) => textOf(file, isJson)));
  const entries = given.flatMap(({ name }, at) => [
    `${at === 0 ? '{' : ','}${JSON.stringify(name)}:`,
    isJson ? (texts[at] ?? '') : JSON.stringify(texts[at]),
  ]);
  return {
    files: given.map(({ name, size }) => ({ name, bytes: size })),
    bundle: new Blob([...entries, '}']),
    options,
  };
}

/** As it stands in the file, so that no number loses a digit on its way. */
async function textOf(file: File, isJson: boolean): Promise<string> {
  const text = importText(file.name, await file.arrayBuffer());
  if (isJson) checkImportJson(file.name, text);
  return text;
}

function optionsIn(form: FormData): Upload['options'] {
  const choice = <T extends string>(name: string, choices: readonly T[]): T | undefined =>
    choices.find((each) => each === textIn(form, name));
  const [mode, unknown] = [choice('mode', IMPORT_MODES), choice('unknown', UNKNOWN_FIELDS)];
  const format = choice('format', FOREIGN_FORMAT_NAMES);
  const [kind, repo] = [textIn(form, 'kind'), textIn(form, 'repo').trim()];
  return {
    ...(mode && { mode }),
    ...(unknown && { unknown }),
    ...(format && { format }),
    ...(kind !== '' && !format && { kind }),
    ...(repo !== '' && { repo }),
    ...(form.has('quarantine') && { quarantine: true }),
  };
}
