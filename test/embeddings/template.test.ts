import { describe, expect, it } from 'vitest';

import { joinPassage, passageHeader, splitPassage } from '#embeddings/template';

const NOTHING = { title: '', context: [], heading: [] };

describe('passageHeader', () => {
  it('says title, fields and heading path on one line', () => {
    const header = passageHeader({
      title: 'Use PostgreSQL',
      context: [
        ['status', 'accepted'],
        ['date', '2025-11-20'],
      ],
      heading: ['Context', 'Drivers'],
    });
    expect(header).toBe('Use PostgreSQL | status: accepted | date: 2025-11-20 | Context > Drivers');
  });

  it('leaves out what is empty', () => {
    expect(passageHeader({ ...NOTHING, title: 'A', context: [['status', ' ']] })).toBe('A');
    expect(passageHeader(NOTHING)).toBe('');
  });

  it('does not say the title twice', () => {
    expect(passageHeader({ ...NOTHING, title: 'A', heading: ['A', 'B'] })).toBe('A | B');
  });

  it('puts everything on one line, and shortens what is very long', () => {
    const header = passageHeader({ ...NOTHING, title: `A\n b ${'c'.repeat(500)}` });
    expect(header).toMatch(/^A b c+…$/);
    expect(header.length).toBeLessThan(210);
  });
});

describe('a joined passage', () => {
  it.each([
    ['header', 'text'],
    ['header', 'two\nlines'],
    ['', 'text'],
  ])('of %j and %j comes apart again', (header, text) => {
    expect(splitPassage(joinPassage(header, text))).toEqual({ header, text });
  });
});
