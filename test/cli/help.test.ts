import { describe, expect, it } from 'vitest';

import { run } from './harness.ts';

describe('the help of a group of commands', () => {
  it.each(['queue', 'session', 'context', 'config', 'drift'])(
    'of %s has one section of commands',
    async (group) => {
      const { out } = await run([group, '--help']);
      expect(out.match(/^[A-Z][\w ]*:$/gm)).toEqual(['Options:', 'Global Options:', 'Commands:']);
      expect(out).toMatch(/^ {2}help /m);
    },
  );
});
