import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import { ANY_RULES, type AnyFinding } from '#src/cli/check/found';
import { renderGithub, sarifOf } from '#src/cli/render/check-formats';

const FINDING: AnyFinding = {
  ...{ rule: 'may_contradict', severity: 'warning', repo: 'core', line: 3 },
  ...{ path: 'docs/a,b: c#1?.md', sentence: '100 %\n::error::no', next: 'Read it.' },
};
const ALL = (Object.keys(ANY_RULES) as (keyof typeof ANY_RULES)[]).map((rule): AnyFinding => {
  const finding = { ...FINDING, severity: ANY_RULES[rule] };
  return { ...finding, rule } as AnyFinding;
});

/**
 * What SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) asks of the objects that a check makes, written
 * down from the standard: required properties, enumerations, formats. No property beside those it
 * has is allowed (`additionalProperties: false` there, too).
 */
const closed = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({
  ...{ type: 'object', additionalProperties: false, required, properties },
});
const TEXT = { type: 'string', minLength: 1 };
const LEVEL = { enum: ['none', 'note', 'warning', 'error'] };
const MESSAGE = closed(['text'], { text: TEXT });
const RULE = closed(['id'], {
  id: TEXT,
  shortDescription: MESSAGE,
  fullDescription: MESSAGE,
  help: MESSAGE,
  helpUri: TEXT,
  defaultConfiguration: closed([], { level: LEVEL }),
});
const LOCATION = closed(['physicalLocation'], {
  physicalLocation: closed(['artifactLocation'], {
    artifactLocation: closed(['uri'], {
      // A URI reference that is relative (RFC 3986): it neither names a scheme nor a query or fragment.
      uri: { type: 'string', pattern: "^(?:[\\w.~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$" },
      uriBaseId: TEXT,
    }),
    region: closed(['startLine'], { startLine: { type: 'integer', minimum: 1 } }),
  }),
});
const RESULT = closed(['message'], {
  ruleId: TEXT,
  ruleIndex: { type: 'integer', minimum: 0 },
  level: LEVEL,
  message: MESSAGE,
  locations: { type: 'array', items: LOCATION, minItems: 1 },
});
const LOG = closed(['version', 'runs'], {
  $schema: { const: 'https://json.schemastore.org/sarif-2.1.0.json' },
  version: { const: '2.1.0' },
  runs: {
    ...{ type: 'array', minItems: 1 },
    items: closed(['tool'], {
      tool: closed(['driver'], {
        driver: closed(['name'], {
          name: TEXT,
          // Semantic Versioning 2.0, as the standard asks of this property.
          semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+(?:[-+][\\w.+-]+)?$' },
          rules: { type: 'array', items: RULE, uniqueItems: true },
        }),
      }),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: { type: 'array', items: RESULT },
    }),
  },
});

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number }[];
    },
  ];
}

describe('the formats of a check', () => {
  it('escape what a workflow command would take for its own', () => {
    expect(renderGithub({ findings: [FINDING], remarks: [] })).toBe(
      '::warning file=docs/a%2Cb%3A c#1?.md,line=3,title=may_contradict::100 %25%0A::error::no Read it.',
    );
  });

  it.each([
    { what: 'no finding', findings: [] },
    { what: 'a finding of every rule', findings: ALL },
  ])('are SARIF 2.1.0 with $what', ({ findings }) => {
    const isSarif = new Ajv({ allErrors: true }).compile(LOG);
    isSarif(sarifOf(findings, '1.2.3'));
    expect(isSarif.errors ?? []).toEqual([]);
  });

  it('describe every rule once in SARIF, and each finding points at its own and at its line', () => {
    const { runs } = sarifOf(ALL, '1.2.3') as Log;
    const [{ tool, results }] = runs;
    const rules = tool.driver.rules.map(({ id }) => id);
    expect(rules).toEqual(Object.keys(ANY_RULES));
    expect(results.map(({ ruleIndex }) => rules[ruleIndex])).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
    expect(results[0]).toMatchObject({
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'docs/a%2Cb%3A%20c%231%3F.md' },
            region: { startLine: 3 },
          },
        },
      ],
    });
  });
});
