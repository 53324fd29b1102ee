import { describe, expect, it } from 'vitest';

import { lacksOf } from '#src/operations/check-sections';
import { claimOf, titleIn } from '#src/operations/precedents-claim';

const MANY = 100_000;
const spaces = ' '.repeat(MANY);

/** Each once took the square of its length or worse: seconds for some thousand characters, in which nobody else was answered. */
describe.each([
  { what: 'white space within a heading', text: `# a${spaces}b` },
  { what: 'marks within a heading', text: `# a${'#'.repeat(MANY)}b` },
  { what: 'white space after a heading of options', text: `## Options${spaces}x` },
  { what: 'white space after the heading of the decision', text: `## Decision${spaces}x` },
  { what: 'white space on many lines', text: `## Options${' \n'.repeat(MANY)}x` },
  { what: 'stars where the choice is told', text: `Chosen option${'*'.repeat(MANY)}\n` },
  { what: 'line ends alone', text: '\n'.repeat(MANY) },
])('$what', ({ text }) => {
  it('is read to its end', () => {
    expect(claimOf('Use a queue', text).chosen.text).toContain('queue');
    expect(claimOf(text.slice(0, 2_000), '').options).toEqual([]);
    expect(titleIn(text).length).toBeLessThanOrEqual(200);
    expect(lacksOf({ path: 'a.md', content: text }).length).toBeGreaterThan(0);
  });
});

describe('white space', () => {
  it('changes nothing about what is read', () => {
    const text = '# Title\n\n## Considered options\n\n* SQLite\n    * small\n* PostgreSQL\n';
    const wide = text
      .replace('options', `options${' '.repeat(9)}`)
      .replace('* P', `*${' '.repeat(9)}P`);
    expect(claimOf('Use  SQLite', wide)).toEqual({
      ...claimOf('Use SQLite', text),
      title: 'Use  SQLite',
    });
    expect(claimOf('', wide).options.map((each) => each.text)).toEqual(['SQLite', 'PostgreSQL']);
  });
});
