import { describe, expect, it } from 'vitest';

import {
  installationFindings,
  INSTALLATION_CHECKS,
  type Installation,
} from '#src/operations/installation';

const GIB = 2 ** 30;
const NOW = Date.UTC(2026, 0, 10);
const SOUND: Installation = {
  node: { version: '20.12.0', least: '20.12' },
  modelFaults: [],
  paths: [{ path: '/d/w.db', readable: true, writable: true, open: false }],
  disk: { folder: '/d', free: 5 * GIB, needed: GIB },
  clock: { now: NOW, newest: NOW - 1_000 },
  backups: {
    ...{ directory: '/d/backups', keep: 7, every_seconds: null, running: false },
    ...{ last: null, fault: null },
  },
};
const path = SOUND.paths[0] as Installation['paths'][number];
const last = { file: 'b', at: new Date(NOW - 50_000_000).toISOString(), bytes: 1 };
const fault = { at: '2026-01-09', reason: 'There is no room.' };

/** Check, severity, a part of the sentence, and what differs from a sound installation. */
const CASES: readonly (readonly [string, string, string, Partial<Installation>])[] = [
  ['node_version', 'error', '20.9.0', { node: { version: '20.9.0', least: '20.12' } }],
  ['node_version', 'error', '18.20.1', { node: { version: '18.20.1', least: '20.12' } }],
  ['engine', 'error', 'no such function', { engineFault: 'no such function: vec_version' }],
  ['model_files', 'error', 'not what they were', { modelFaults: ['/m/model.onnx is wrong'] }],
  ['permissions', 'error', 'not write /d/w.db', { paths: [{ ...path, writable: false }] }],
  ['permissions', 'error', 'not read /d/w.db', { paths: [{ ...path, readable: false }] }],
  ['permissions', 'warning', 'Every user', { paths: [{ ...path, open: true }] }],
  ['disk_space', 'error', '1 MB free', { disk: { folder: '/d', free: 2 ** 20, needed: 0 } }],
  ['disk_space', 'warning', '512 MB free', { disk: { folder: '/d', free: GIB / 2, needed: GIB } }],
  ['clock', 'warning', '2026-01-10', { clock: { now: NOW, newest: NOW + 600_000 } }],
  ['backups', 'error', 'no room', { backups: { ...SOUND.backups, fault } }],
  [
    'backups',
    'warning',
    'every 3600',
    { backups: { ...SOUND.backups, last, every_seconds: 3600 } },
  ],
];

describe('the doctor of an installation', () => {
  it('finds nothing in one that is sound', () => {
    expect(installationFindings(SOUND)).toEqual([]);
    const newer = { ...SOUND, node: { version: '22.0.0', least: '20.12' } };
    expect(installationFindings(newer)).toEqual([]);
  });

  it.each(CASES)('finds %s, a %s: %s', (check, severity, sentence, changes) => {
    expect(installationFindings({ ...SOUND, ...changes })).toEqual([
      {
        ...{ check, severity, count: 1, fixable: false },
        example: check === 'model_files' ? '/m/model.onnx is wrong' : null,
        sentence: expect.stringContaining(sentence) as string,
        next: expect.stringMatching(/\w.*\.$/) as string,
      },
    ]);
  });

  it('has a case for each check', () => {
    expect(new Set(CASES.map(([check]) => check))).toEqual(new Set(INSTALLATION_CHECKS));
  });
});
