import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kindNames, kindOf } from '#src/kinds/index';
import { textOf, valueOf } from '#src/web/edit/field-text';
import {
  changedValue,
  createdValue,
  formFields,
  otherIssues,
  textsOf,
} from '#src/web/edit/record-form';
import type { Field } from '#src/kinds/field';

const issue = kindOf('cross_repo_issues');
const task = kindOf('workspace_tasks');
const fieldOf = (name: string, kind = issue): Field => {
  const field = kind.fields[name];
  if (!field) throw new Error(`There is no field ${name}.`);
  return field;
};

const text = fc.string({ unit: 'binary', minLength: 1 });
const VALUES: readonly (readonly [Field, fc.Arbitrary<unknown>])[] = [
  [fieldOf('title'), text],
  [fieldOf('repos_affected'), fc.array(text)],
  [fieldOf('details'), fc.dictionary(fc.string(), fc.jsonValue())],
  [
    fieldOf('performance_data', kindOf('proposals')),
    fc.jsonValue().filter((value) => value !== null),
  ],
  [fieldOf('version', kindOf('tasks')), fc.integer()],
  [
    fieldOf('latency_ms', kindOf('agent_cost_vectors')),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  ],
  [fieldOf('success', kindOf('orchestration_decisions')), fc.boolean()],
];

describe.each(VALUES)('a form', (field, values) => {
  it(`shows a value of ${field.name} as a text that means the same value`, () => {
    fc.assert(
      fc.property(values, (value) => {
        const written = textOf(field, value);
        expect(valueOf(field, written)).toEqual({
          value:
            Array.isArray(value) && value.length === 0 && written === ''
              ? null
              : JSON.parse(JSON.stringify(value)),
        });
      }),
    );
  });
});

describe('a form', () => {
  it('shows seconds since 1970 as the moment that they are', () => {
    const field = fieldOf('created_at', kindOf('proposals'));
    expect(textOf(field, 1_763_632_800)).toBe('2025-11-20T10:00:00.000Z');
    expect(valueOf(field, '2025-11-20T10:00Z')).toEqual({ value: 1_763_632_800 });
    expect(valueOf(field, 'soon')).toEqual({ fault: expect.stringContaining('soon') });
  });

  it.each(kindNames)('of %s has a control for every field that people write', (name) => {
    const kind = kindOf(name);
    const shown = formFields(kind, textsOf(kind)).map(({ field }) => field.name);
    const required = Object.values(kind.fields).filter((field) => field.required);
    expect(shown).toEqual(expect.arrayContaining(required.map((field) => field.name)));
    for (const renewed of Object.keys(kind.renews)) expect(shown).not.toContain(renewed);
  });

  it('makes a record of what was filled in alone', () => {
    const texts = new Map([
      ['title', 'Two agents'],
      ['status', 'pending'],
      ['notes', ' '],
      ['repos_affected', 'a\r\n\r\n b '],
    ]);
    expect(createdValue(task, texts)).toEqual({
      value: { title: 'Two agents', status: 'pending', repos_affected: ['a', 'b'] },
      issues: [],
    });
  });

  it('changes only what was changed, whatever a browser does to line breaks', () => {
    const before = {
      id: 'T',
      title: 'Old',
      notes: 'one\ntwo',
      priority: 'LOW',
      metadata: { a: 1 },
    };
    const texts = new Map([...textsOf(task, before), ['notes', 'one\r\ntwo']]);
    expect(changedValue(task, texts, before).value).toEqual({});
    const changed = new Map([...texts, ['priority', ''], ['title', 'New']]);
    expect(changedValue(task, changed, before).value).toEqual({ priority: null, title: 'New' });
  });

  it('says which field it cannot read, and keeps what was typed', () => {
    const texts = new Map([
      ['title', 'x'],
      ['metadata', '{'],
    ]);
    const { issues } = createdValue(task, texts);
    expect(issues).toEqual([{ pointer: '/metadata', detail: expect.stringContaining('JSON') }]);
    const fields = formFields(task, texts, { issues });
    expect(fields.find(({ field }) => field.name === 'metadata')).toMatchObject({
      text: '{',
      fault: expect.stringContaining('JSON'),
    });
    expect(otherIssues(fields, [{ pointer: '/nothing', detail: 'd' }])).toHaveLength(1);
  });

  it('keeps a state that an import brought', () => {
    const [status] = formFields(task, textsOf(task, { status: 'on_ice' }), { edits: true }).filter(
      ({ field }) => field.name === 'status',
    );
    expect(status?.values).toContain('on_ice');
  });
});
