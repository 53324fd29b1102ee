import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { reportOf } from '#src/transfer/import/report';
import { importer, type Importer } from '#test/support/importer';

let under: Importer;
beforeEach(() => {
  under = importer();
});
afterEach(() => under.remove());

const TASKS = 'WORKSPACE-TASKS.json';
const SESSIONS = 'SESSION-LOG.json';
const ISSUE = { type: 'bug', severity: 'HIGH', title: 'i' } as const;

describe('what older files hold', () => {
  it.each([
    ['2025-11-20 10:00:00.123456', '2025-11-20T10:00:00.123Z'],
    ['2025-11-20T12:00:00+02:00', '2025-11-20T10:00:00.000Z'],
    ['2025-11-20', '2025-11-20'],
    ['2025/11/20', '2025-11-20'],
    ['2025/11/20 10:00', '2025-11-20T10:00:00.000Z'],
  ])('the date %s is kept as %s', async (given, kept) => {
    await under.bring({ [TASKS]: [{ id: 'A', title: 'a', created: given }] });
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({ created: kept });
  });

  it.each(['20/11/2025', '2025-02-31', '1763632800', 1_763_632_800, 'soon', ''])(
    'the date %s is refused',
    async (created) => {
      const [fault] = (await under.plan({ [TASKS]: [{ id: 'A', title: 'a', created }] })).faults;
      expect(fault?.source.pointer).toBe('/0/created');
    },
  );

  it('seconds since 1970 are a date where the column holds them, and may be written as one', async () => {
    const proposal = { hypothesis: 'h', rationale: 'r', status: 'pending' };
    await under.bring({
      proposals: [
        { id: 'P', ...proposal, created_at: 1_763_632_800.5 },
        { id: 'Q', ...proposal, created_at: '2025-11-20 10:00:00' },
      ],
    });
    expect(await under.get('proposals', 'P')).toMatchObject({ created_at: 1_763_632_800.5 });
    expect(await under.get('proposals', 'Q')).toMatchObject({ created_at: 1_763_632_800 });
  });

  it('an unknown value of an enumeration is kept, and told', async () => {
    const { warnings } = await under.bring({
      [TASKS]: [{ id: 'A', title: 'a', status: 'on hold' }],
    });
    expect(warnings.map(({ detail }) => detail).join()).toContain("'on hold' is none of pending");
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({ status: 'on hold' });
  });

  it('null means "not given" where a field is never empty', async () => {
    await under.bring({ [TASKS]: [{ id: 'A', title: 'a', created: null, status: null }] });
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({ status: 'pending' });
  });

  it('fields without a column go to the metadata when that is asked for, and nothing is lost', async () => {
    const unknown = 'metadata' as const;
    await under.bring(
      { [TASKS]: [{ id: 'A', title: 'a', metadata: { own: 1 }, sprint: 4 }] },
      { unknown },
    );
    await under.bring({ [TASKS]: [{ id: 'A', points: 3 }] }, { unknown });
    expect(await under.get('workspace_tasks', 'A')).toMatchObject({
      metadata: { own: 1, sprint: 4, points: 3 },
    });
    const crowded = { [TASKS]: [{ id: 'A', metadata: { sprint: 5 }, sprint: 4 }] };
    expect((await under.plan(crowded, { unknown })).faults[0]?.reason).toContain(
      "has a 'sprint' already",
    );
  });

  it('a session log brings in what its sessions did, and again the same', async () => {
    const bundle = {
      'SESSION-LOG.json': {
        sessions: [
          {
            session_id: 'monday',
            start_time: '2025-11-20T10:00:00Z',
            activities: ['wrote', 'wrote', { type: 'analysis', description: 'compared' }],
            decisions_made: ['DEC-001', 'We use one file.', { id: 'DEC-002', decision: 'WAL' }],
            issues_found: [{ id: 'ISSUE-001', ...ISSUE }],
          },
        ],
      },
      'ARCHITECTURE-DECISIONS.json': [{ id: 'DEC-001', decision: 'SQLite' }],
    };
    await under.bring(bundle);
    const again = await under.bring(bundle, { mode: 'replace' });
    expect([again.added, again.changed, again.removed]).toEqual([[], [], []]);
    const { items } = await under.store.list({ kind: 'session_activities', sort: [], limit: 9 });
    expect(items.map(({ time }) => time)).toEqual(Array(3).fill('2025-11-20T10:00:00.000Z'));
    expect(await under.countOf('session_decisions')).toBe(2);
    expect(await under.get('cross_repo_issues', 'ISSUE-001')).toMatchObject({ title: 'i' });
    expect(await under.get('workspace_sessions', 'monday')).toMatchObject({
      metadata: { decisions_made: ['We use one file.'] },
    });
  });

  it('what a session log holds that is no record goes beside the metadata that is there', async () => {
    await under.bring({ [SESSIONS]: [{ id: 'S', metadata: { mine: 1 } }] });
    await under.bring({ [SESSIONS]: [{ id: 'S', decisions_made: ['We use one file.'] }] });
    expect(await under.get('workspace_sessions', 'S')).toMatchObject({
      metadata: { mine: 1, decisions_made: ['We use one file.'] },
    });
  });

  it('is set aside as it was given, with what is no record', async () => {
    const given = { id: 'S', status: 7, decisions_made: ['We use one file.'] };
    const plan = await under.plan({ [SESSIONS]: [given] }, { quarantine: true });
    expect(reportOf(plan, false).quarantined).toMatchObject([{ record: given }]);
  });

  it('a record that two sessions hold with different contents is told', async () => {
    const session = (id: string, decision: string): object => ({
      id,
      decisions: [{ id: 'D', decision }],
    });
    const bundle = { [SESSIONS]: [session('S', 'one'), session('T', 'two')] };
    const { warnings } = await under.bring(bundle);
    expect(warnings).toMatchObject([{ kind: 'architecture_decisions', id: 'D' }]);
    expect(await under.get('architecture_decisions', 'D')).toMatchObject({ decision: 'one' });
  });
});
