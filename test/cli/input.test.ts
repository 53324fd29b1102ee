import { describe, expect, it } from 'vitest';

import { parseFields, parseFilters } from '#src/cli/input';
import type { FieldDescription } from '#src/client/types';
import { WorkspaceError } from '#src/errors';
import type { FieldType } from '#src/kinds/field';

const field = (name: string, type: FieldType, nullable = true): FieldDescription => ({
  ...{ name, type, nullable, required: false, primary_key: false, renewed: false },
  ...{ ranked: false, generated: false, operators: [] },
});
const FIELDS = [
  field('title', 'string', false),
  field('notes', 'string'),
  field('tokens', 'integer'),
  field('cost', 'number'),
  field('dry', 'boolean'),
  field('repos', 'list'),
  field('details', 'object'),
];

describe('field=value', () => {
  it.each([
    ['title=a=b', 'a=b'],
    ['title=null', 'null'],
    ['title=', ''],
    ['notes=null', null],
    ['tokens=12', 12],
    ['tokens=twelve', 'twelve'],
    ['tokens=', ''],
    ['cost=0.5', 0.5],
    ['dry=TRUE', true],
    ['dry=maybe', 'maybe'],
    ['repos=a, b,,c', ['a', 'b', 'c']],
    ['repos=', []],
    ['repos=["a,b"]', ['a,b']],
    ['details={"a":1}', { a: 1 }],
    ['unknown=1', '1'],
  ])('%s is read as the type of the field', (text, value) => {
    expect(Object.values(parseFields([text], FIELDS))).toEqual([value]);
  });

  it.each([
    ['title', 'invalid_query', "'title' is not field=value."],
    ['=x', 'invalid_query', "'=x' is not field=value."],
    ['details={a}', 'invalid_json', 'JSON was expected in the value of details'],
    ['repos=[', 'invalid_json', 'JSON was expected in the value of repos'],
  ])('%s is refused', (text, code, message) => {
    const failure = thrownBy(() => parseFields([text], FIELDS));
    expect(failure).toMatchObject({ code });
    expect(failure.message).toContain(message);
    expect(failure.next).toBeDefined();
  });
});

it('a filter keeps all that follows the first equals sign', () => {
  expect(parseFilters(['created__gte=2025-11-01', 'notes__contains=a=b'])).toEqual([
    ['created__gte', '2025-11-01'],
    ['notes__contains', 'a=b'],
  ]);
});

function thrownBy(run: () => unknown): WorkspaceError {
  try {
    run();
  } catch (error) {
    if (error instanceof WorkspaceError) return error;
  }
  throw new Error('A WorkspaceError was expected.');
}
