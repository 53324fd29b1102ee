import { Diagram } from '#web/mermaid/diagram';
import { Markdown } from '#web/markdown/markdown';
import type { MarkdownPlace } from '#src/web/markdown/rendering';
import type { Theme, View } from '#src/web/visit';
import { capital, spoken } from '#src/web/words';

import type { ProseField } from './prose-fields.ts';
import type { RecordSheet } from './read-record.ts';

interface ProseProps {
  readonly sheet: RecordSheet;
  readonly theme: Theme | undefined;
}

/** The texts of a record; one that is all of its record needs no heading. */
export const Prose = ({ sheet, theme }: ProseProps): View => {
  const isAlone = isOneText(sheet);
  return (
    <>
      {sheet.texts.map((field) => (
        <section class="sheet-prose" aria-labelledby={isAlone ? undefined : `text-${field.name}`}>
          {isAlone ? null : <h2 id={`text-${field.name}`}>{capital(spoken(field.name))}</h2>}
          <Text {...{ field, sheet, theme }} level={isAlone ? 2 : 3} />
        </section>
      ))}
    </>
  );
};

/** Whether a record is its text, as a document is. */
export const isOneText = ({ texts, kind }: RecordSheet): boolean =>
  texts.length === 1 && kind.passages?.format !== undefined;

interface TextProps extends ProseProps {
  readonly field: ProseField;
  readonly level: number;
}

type ShowText = (props: TextProps) => View;

/** How a text is shown, by its format; what is in no table here is shown as it is written. */
const SHOWN: ReadonlyMap<string, ShowText> = new Map<string, ShowText>([
  [
    'markdown',
    (props) =>
      props.field.parsed ? (
        <Markdown parsed={props.field.parsed} place={markdownPlace(props)} />
      ) : (
        <Source text={props.field.text} />
      ),
  ],
  [
    'mermaid',
    ({ field, sheet, theme }) => (
      <Diagram source={withoutFence(field.text)} theme={theme} label={sheet.title} />
    ),
  ],
]);

const Text: ShowText = (props) => {
  const show = SHOWN.get(props.field.format);
  return show ? show(props) : <Source text={props.field.text} />;
};

const Source = ({ text }: { readonly text: string }): View => (
  <pre class="sheet-source" tabindex={0}>
    <code>{text}</code>
  </pre>
);

const markdownPlace = ({ field, sheet, theme, level }: TextProps): MarkdownPlace => ({
  ...{ base: sheet.place.base, files: sheet.files, level, title: sheet.title },
  ...(level > 2 && { prefix: `${field.name}-` }),
  diagram: (source) => <Diagram source={source} theme={theme} />,
});

/** A diagram in a file of its own may still stand between the fences of Markdown. */
const withoutFence = (text: string): string =>
  /^\s*```\s*mermaid\s*\n([\s\S]*?)\n```\s*$/.exec(text)?.[1] ?? text;
