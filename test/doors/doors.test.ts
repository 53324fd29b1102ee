import { describe, expect, it } from 'vitest';

import type { RecordRef } from '#src/client/types';
import { resolveKind } from '#src/kinds/index';

import { answerAt, whyNot } from './door.ts';
import { LIST_CASES, type Case } from './list-cases.ts';
import { GET_CASES, RELATED_CASES, SEARCH_CASES, SIMILAR_CASES } from './question-cases.ts';
import { REFUSALS } from './refusals.ts';
import type { Question } from './question.ts';
import { openWorkspace, DOOR_NAMES } from './workspace.ts';

const workspace = await openWorkspace();

/** By their short names, so that a wrong kind shows as well as a wrong id. */
const shown = (records: readonly RecordRef[]): string =>
  records
    .map(({ kind, id }) => `${resolveKind(kind) ?? kind} ${id}`)
    .map((name) => workspace.names.get(name) ?? name)
    .join(' ');

const MATRIX: Readonly<Record<string, readonly Case<Question>[]>> = {
  list: LIST_CASES,
  search: SEARCH_CASES,
  similar: SIMILAR_CASES,
  related: RELATED_CASES,
  get: GET_CASES,
};

describe.each(DOOR_NAMES)('at %s', (name) => {
  describe.each(Object.entries(MATRIX))('%s', (_, cases) => {
    it.for(cases)('%s', async ([, question, gives], { skip }) => {
      const door = workspace.doors[name];
      const reason = whyNot(door, question);
      skip(reason !== undefined, reason);
      expect(shown(await answerAt(door, question))).toBe(gives);
    });
  });

  it.each(REFUSALS)('refuses %s, and says why', async (_, question, says) => {
    await expect(answerAt(workspace.doors[name], question)).rejects.toThrow(says);
  });
});
