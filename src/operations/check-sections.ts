import type { CheckedFile, CheckRule } from './check-types.ts';

/** What a file lacks, before it is known where it lies. */
export interface Lack {
  readonly rule: CheckRule;
  readonly sentence: string;
  readonly next: string;
}

/** Parts that a reader looks for, under whichever heading authors put them. */
const PARTS: readonly (readonly [name: string, heading: RegExp])[] = [
  ['the context', /context|problem|background|motivation|why|introduction|summary|overview/i],
  ['the decision', /decision|outcome|solution|approach|proposal|conclusion|what|how|design/i],
];

/** With the marks that may close it: they tell nothing, and to look for them takes long in a line of nothing else. */
const HEADING = /^#{1,6}[^\S\n]+(\S.*)$/gm;
const UNDERLINED = /^(\S.*)\n(?:=+|-+)\s*$/gm;
const Y_STATEMENT = /\bin the context of\b[\s\S]{1,400}?\bwe (?:have )?decided\b/i;

/** Title and sections that a decision has. */
export function lacksOf({ path, content }: Pick<CheckedFile, 'path' | 'content'>): readonly Lack[] {
  if (!/\.(?:md|mdx|markdown)$/i.test(path)) return [];
  const headings = [...content.matchAll(HEADING), ...content.matchAll(UNDERLINED)].map(
    ([, text = '']) => text,
  );
  const hasTitle = /^# +\S|^.+\n=+\s*$/m.test(content) || /^title:/m.test(content);
  const isTold = Y_STATEMENT.test(content);
  const missing = isTold
    ? []
    : PARTS.filter(([, part]) => !headings.some((each) => part.test(each)));
  return [
    ...(hasTitle ? [] : [NO_TITLE]),
    ...missing.map(([name]): Lack => ({
      rule: 'missing_section',
      sentence: `It has no section for ${name}.`,
      next: 'Add a heading with a few sentences.',
    })),
  ];
}

const NO_TITLE: Lack = {
  rule: 'missing_title',
  sentence: 'It has no title: it is called by the name of its file.',
  next: 'Begin it with a heading: "# What is decided".',
};

/** The line of the title, from 1; the first one without a title. */
export function titleLine(content: string): number {
  const at = content.split('\n').findIndex((line) => /^# +\S/.test(line));
  return at < 0 ? 1 : at + 1;
}
