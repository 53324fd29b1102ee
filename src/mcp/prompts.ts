import { WorkspaceError } from '#src/errors';

const NAME = 'before_you_decide';

export const PROMPTS = [
  {
    name: NAME,
    title: 'Before you decide',
    description: 'Looks for what was decided before, reads it, and records the new decision.',
    arguments: [
      {
        name: 'decision',
        description: 'What is about to be decided, in a sentence.',
        required: true,
      },
    ],
  },
] as const;

const STEPS = [
  'Call similar_decisions with the decision and its reasons as text; then search with its key words, for what was tried, found or planned around it.',
  'Read with get whatever is marked near_duplicate or may_contradict, and every hit that is about the same question. Where a hit says "holds now" (current), read that one: it is the decision that counts. A rejected or superseded one tells why the way was left.',
  'Tell the user what was decided before, by id and in a sentence each, and whether the new decision repeats it, refines it, or goes against it. If it repeats one, stop here: nothing needs to be recorded.',
];
const RECORD =
  'If it is to be made, call record with a decision: what is decided as a sentence, why, for which repositories, and in supersedes the ids of those that it takes the place of. It lands as proposed; a person accepts it. Report the id, and the near-duplicates and contradictions that the answer names.';
const READ_ONLY =
  'This memory only serves reads here: put the decision, its reasons and what it would supersede into your answer, for a person to record.';

/** Code: invalid_query, for an unknown prompt or without its argument. */
export function promptText(
  name: string,
  given: Readonly<Record<string, string>>,
  { readOnly }: { readonly readOnly: boolean },
): string {
  const decision = given['decision']?.trim() ?? '';
  if (name !== NAME)
    throw new WorkspaceError('invalid_query', `There is no prompt '${name.slice(0, 60)}'.`, {
      next: `Ask for ${NAME}.`,
    });
  if (decision === '')
    throw new WorkspaceError('invalid_query', `${NAME} needs the argument 'decision'.`, {
      next: 'Say in a sentence what is about to be decided.',
    });
  const steps = [...STEPS, readOnly ? READ_ONLY : RECORD];
  return [
    `We are about to decide: ${decision}`,
    'Before you go on, find out with the workspace memory whether something like it was decided before:',
    steps.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  ].join('\n\n');
}
