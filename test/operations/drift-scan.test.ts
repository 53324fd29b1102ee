import { describe, expect, it } from 'vitest';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness();

const record = (json: unknown, headers = {}) =>
  ask('POST', '/api/drift_scans/record', { json, headers });
const total = async (kind: string) => (await ask('GET', `/api/${kind}?limit=1`)).body.total;

const FOUND = [
  { severity: 'HIGH', file_path: 'src/a.ts', expected: 'core', actual: 'web' },
  { severity: 'LOW', file_path: 'src/b.ts', repo: 'other' },
];

describe('recording a drift scan', () => {
  it('keeps it with its detections, counted, ended and in the same repository', async () => {
    const { status, body } = await record({ repo: 'core', summary: 'nightly', detections: FOUND });
    expect(status).toBe(201);
    const scan = body['scan'] as { id: string; record: Record<string, unknown> };
    expect(scan.record).toMatchObject({ detections_found: 2, status: 'completed' });
    expect(scan.record['end_time']).toMatch(/Z$/);
    const kept = await ask('GET', `/api/drift_detections?scan_id=${scan.id}&sort=file_path`);
    expect(kept.body.items.map(({ id }) => id)).toEqual(body['detections']);
    expect(kept.body.items.map(({ repo }) => repo)).toEqual(['core', 'other']);
  });

  it('without anything found is a scan all the same; one that runs has no end', async () => {
    const { body } = await record({ status: 'running', detections: [] });
    expect(body).toMatchObject({
      scan: { record: { detections_found: 0, end_time: null } },
      detections: [],
    });
  });

  it('is written once under an idempotency key', async () => {
    const before = await total('drift_scans');
    const key = { 'Idempotency-Key': 'scan-1' };
    const [once, twice] = [
      await record({ detections: FOUND }, key),
      await record({ detections: FOUND }, key),
    ];
    expect(twice.body['detections']).toEqual(once.body['detections']);
    expect(await total('drift_scans')).toBe(before + 1);
  });

  const third = (bad: object) => ({ detections: [...FOUND, FOUND[0], { ...FOUND[0], ...bad }] });
  it.each<[string, unknown, number, string]>([
    ['no list', {}, 400, '/detections'],
    ['a severity that is none', third({ severity: 'BAD' }), 400, '/detections/3/severity'],
    ['a mistyped field', third({ sverity: 'LOW' }), 400, '/detections/3/sverity'],
    ['a scan id within', third({ scan_id: 'x' }), 400, '/detections/3/scan_id'],
    ['an unknown component', third({ component_id: 'C' }), 409, '/detections/3/component_id'],
    ['an unknown state', { state_id: 'S', detections: [] }, 409, '/state_id'],
    ['a wrong count', { detections_found: 3, detections: FOUND }, 400, '/detections_found'],
    ['a detection that is no object', { detections: ['x'] }, 400, '/detections/0'],
    [
      'an id twice',
      {
        detections: [
          { ...FOUND[0], id: 'D' },
          { ...FOUND[0], id: 'D' },
        ],
      },
      409,
      '/detections/1/id',
    ],
  ])('writes nothing with %s, and says where', async (_, json, status, pointer) => {
    const before = [await total('drift_scans'), await total('drift_detections')];
    const answer = await record(json);
    expect(answer).toMatchObject({ status, body: { errors: [{ pointer }] } });
    expect([await total('drift_scans'), await total('drift_detections')]).toEqual(before);
  });
});
