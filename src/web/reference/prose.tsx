import type { JsonSchema } from '#src/client/document';
import type { View } from '#src/web/visit';

import { boundsInWords, typeInWords } from './types-in-words.ts';

/** Text with code between backticks. */
export const Prose = ({ text }: { readonly text: string }): View => (
  <>{text.split('`').map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>
);

/** A type in words; schemas are links to where they are described on the page. */
export const TypeOf = ({ schema }: { readonly schema: JsonSchema }): View => (
  <span class="type">
    {typeInWords(schema).map((part) =>
      'name' in part ? <a href={`#schema-${part.name}`}>{part.name}</a> : part.text,
    )}
  </span>
);

interface MeaningProps {
  readonly schema: JsonSchema;
  readonly description?: string | undefined;
}

/** What a value means and what bounds it. */
export const Meaning = ({
  schema,
  description = schema['description'] as string,
}: MeaningProps): View => {
  const bounds = boundsInWords(schema);
  return (
    <>
      {description ? <Prose text={description} /> : null}
      {bounds === '' ? null : <span class="bounds">{bounds}</span>}
    </>
  );
};
