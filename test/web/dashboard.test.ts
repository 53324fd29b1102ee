import { beforeAll, describe, expect, it } from 'vitest';

import { kindOf } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import { packageRoot } from '#src/package-root';
import { groupsOf } from '#src/web/dashboard/groups';
import { OVER_TIME, SPLITS } from '#src/web/dashboard/plan';
import { createWeb } from '#src/web/web';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness({ page: createWeb({ root: packageRoot(), signsIn: false }) });
const browse = (path: string) => ask('GET', path, { headers: { Accept: 'text/html' } });

const issue = (severity: string, detected: string, repo = 'core') => ({
  ...{ title: `${severity} of ${detected}`, type: 'performance', severity, detected },
  repos_affected: [repo],
});

describe('the plan of the dashboard', () => {
  it.each([...OVER_TIME, ...SPLITS])('$title asks for fields that there are', (plan) => {
    const kind = kindOf(plan.kind);
    const names = [plan.by, ...(plan.filters ?? []).map(([name]) => name.split('__')[0] ?? '')];
    for (const name of names) expect(resolveFilter(kind, name)).toBeDefined();
  });
});

describe('groups', () => {
  const bucket = (value: string | null, count = 1) => ({ value, count });

  it('go by rank where values have one, and know what does not', () => {
    const buckets = [bucket('urgent', 4), bucket('LOW'), bucket('HIGH'), bucket(null, 2)];
    const groups = groupsOf(kindOf('cross_repo_issues'), 'severity', buckets);
    expect(groups.map(({ name, tone }) => [name, tone])).toEqual([
      ['HIGH', 'rank-1'],
      ['LOW', 'rank-3'],
      ['urgent', 'hue-1'],
      ['no severity', 'hue-none'],
    ]);
    expect(groups.at(-1)?.filters).toEqual([['severity__null', 'true']]);
  });

  it('of decisions tell what holds from what does not', () => {
    const buckets = ['accepted', 'proposed', 'rejected', 'implemented'].map((each) => bucket(each));
    const groups = groupsOf(kindOf('architecture_decisions'), 'status', buckets);
    expect(groups.map(({ name, count, filters }) => [name, count, filters])).toEqual([
      ['in force', 2, [['status', 'accepted,implemented']]],
      ['proposed', 1, [['status', 'proposed']]],
      ['no longer in force', 1, [['status', 'rejected']]],
    ]);
  });

  it('put many values together', () => {
    const buckets = Array.from({ length: 9 }, (_, at) => bucket(`type-${at}`));
    const groups = groupsOf(kindOf('cross_repo_issues'), 'type', buckets);
    expect([groups.length, groups.at(-1)?.name, groups.at(-1)?.count]).toEqual([7, 'others', 3]);
  });
});

describe('the dashboard', () => {
  it('says what to do while there is nothing', async () => {
    expect((await browse('/dashboard')).text).toContain('Nothing is stored yet.');
  });

  describe('over some issues', () => {
    beforeAll(async () => {
      await ask('POST', '/api/issue', {
        json: [
          issue('HIGH', '2025-01-10'),
          issue('LOW', '2025-03-05'),
          issue('LOW', '2025-03-06', 'web'),
        ],
      });
      await ask('POST', '/api/task', { json: { title: '<i>first</i>', status: 'in_progress' } });
    });

    it('plots them over time, with a table that leads into the lists', async () => {
      const { text } = await browse('/dashboard?unit=month');
      expect(text).toContain('Issues by severity per month');
      expect(text).toContain('3 issues from Jan 2025 to Mar 2025, most in Mar 2025 (2).');
      const [, href = ''] =
        /<th scope="row">Mar 2025<\/th>.*?<a href="([^"]*severity=LOW[^"]*)">2</.exec(text) ?? [];
      const list = new URL(href.replaceAll('&amp;', '&'), 'http://x');
      const { body } = await ask('GET', `/api/issue${list.search}`);
      expect([list.pathname, body.total]).toEqual(['/list/cross_repo_issues', 2]);
    });

    it.each(['day', 'week', 'month', 'year'])('goes by the %s', async (unit) => {
      const { status, text } = await browse(`/dashboard?unit=${unit}`);
      expect([status, text]).toEqual([200, expect.stringContaining(`per ${unit}`)]);
    });

    it('can be of one repository', async () => {
      const { text } = await browse('/dashboard?unit=month&repo=web');
      expect(text).toContain('1 issue in Mar 2025');
      expect(text).not.toContain('tasks in work');
      expect((await browse('/dashboard?repo=%3Cb%3E')).text).toContain(
        'Nothing is known of <b>&lt;b&gt;</b>',
      );
    });

    it('names what is in work', async () => {
      expect((await browse('/dashboard')).text).toContain('&lt;i&gt;first&lt;/i&gt;');
    });
  });
});
