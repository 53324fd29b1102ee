import type { Dashboard, Named, Some } from '#src/operations/statistics-types';
import type { UrlFilters } from '#src/client/types';
import type { KindName } from '#src/kinds/index';
import { listHref } from '#src/web/list/list-query';
import type { View } from '#src/web/visit';
import { figure, recordPath } from '#src/web/words';
import { Time } from '#web/parts';

const TASKS: KindName = 'workspace_tasks';
/** Records of each list; the lists themselves have the others. */
const SHOWN = 6;
const SESSIONS: KindName = 'workspace_sessions';

interface TileProps {
  readonly label: string;
  readonly count: number;
  readonly href: string;
}

const lists = (kind: KindName, filters: UrlFilters): string => listHref(kind, { filters });

/** The figures that one looks for first. */
export const Tiles = ({ tasks, issues, decisions, sessions }: Dashboard): View => {
  const tiles: readonly TileProps[] = [
    {
      ...{ label: 'tasks in work', count: tasks.active.total },
      href: lists(TASKS, [['status', 'in_progress']]),
    },
    { label: 'tasks held up', count: tasks.blocked.total, href: '#blocked' },
    {
      label: `tasks untouched for ${tasks.stale.days} days`,
      count: tasks.stale.total,
      href: '#stale',
    },
    {
      ...{ label: 'open issues', count: issues.open },
      href: lists('cross_repo_issues', [['status', 'open']]),
    },
    {
      ...{ label: 'decisions', count: decisions.total },
      href: lists('architecture_decisions', []),
    },
    {
      ...{ label: 'sessions going on', count: sessions.current.total },
      href: lists(SESSIONS, [['status', 'in_progress']]),
    },
  ];
  return (
    <ul class="tiles">
      {tiles.map(({ label, count, href }) => (
        <li class={count === 0 ? 'none' : undefined}>
          <a href={href}>
            <strong>{figure(count)}</strong> <span>{label}</span>
          </a>
        </li>
      ))}
    </ul>
  );
};

/** What is in work, held up and forgotten, by name. */
export const Work = ({ tasks, sessions }: Dashboard): View => (
  <div class="plots work">
    <NamedList id="active" title="In work" kind={TASKS} some={tasks.active} />
    <NamedList
      {...{ id: 'blocked', title: 'Held up', kind: TASKS, some: tasks.blocked }}
      about={({ waits_for }) =>
        waits_for.length === 0 ? 'by its state' : `waits for ${waits_for.join(', ')}`
      }
    />
    <NamedList
      {...{ id: 'stale', title: `Untouched for ${tasks.stale.days} days`, kind: TASKS }}
      some={tasks.stale}
      about={({ written }) => (
        <>
          last written <Time value={written} />
        </>
      )}
    />
    <NamedList
      {...{ id: 'sessions', title: 'Sessions going on', kind: SESSIONS, some: sessions.current }}
      about={({ user, started }) => (
        <>
          {user ?? 'somebody'} since <Time value={started} />
        </>
      )}
    />
    <Contexts {...tasks} />
  </div>
);

interface NamedListProps<T extends Named> {
  readonly id: string;
  readonly title: string;
  readonly kind: KindName;
  readonly some: Some<T>;
  readonly about?: (one: T) => View | string;
}

const NamedList = <T extends Named>(props: NamedListProps<T>): View => {
  const { id, title, kind, some, about } = props;
  return (
    <section class="plot named" id={id}>
      <h2>
        {title} <span class="muted">{figure(some.total)}</span>
      </h2>
      {some.items.length === 0 ? <p class="muted">None.</p> : null}
      <ul>
        {some.items.slice(0, SHOWN).map((one) => (
          <li>
            <a href={recordPath({ kind, id: one.id })}>{one.title}</a>
            <span class="muted small">
              {one.id}
              {about === undefined ? null : <> · {about(one)}</>}
            </span>
          </li>
        ))}
      </ul>
      {some.total > SHOWN ? <p class="muted small">and {figure(some.total - SHOWN)} more</p> : null}
    </section>
  );
};

const Contexts = ({ by_context: contexts }: Dashboard['tasks']): View =>
  contexts.every(({ context }) => context === null) ? (
    <></>
  ) : (
    <section class="plot named">
      <h2>Tasks by context</h2>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Context</th>
            <th scope="col" class="numeric">
              unfinished
            </th>
            <th scope="col" class="numeric">
              all
            </th>
          </tr>
        </thead>
        <tbody>
          {contexts.map(({ context, name, open, total }) => (
            <tr>
              <th scope="row">
                <a
                  href={lists(TASKS, [
                    context === null ? ['context_id__null', 'true'] : ['context_id', context],
                  ])}
                >
                  {name ?? context ?? 'no context'}
                </a>
              </th>
              <td class="numeric">{figure(open)}</td>
              <td class="numeric">{figure(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
