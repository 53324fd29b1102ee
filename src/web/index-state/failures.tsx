import type { FailureShown } from '#src/client/types';
import type { View } from '#src/web/visit';
import { counted, figure, recordPath } from '#src/web/words';
import { KindBadge, Time } from '#web/parts';

interface FailuresProps {
  readonly failures: readonly FailureShown[];
  readonly total: number;
}

/** What could not be embedded, why, and a way to try it again. */
export const Failures = ({ failures, total }: FailuresProps): View =>
  failures.length === 0 ? (
    <></>
  ) : (
    <section class="failures">
      <header class="section-head">
        <h2>{counted(total, 'record')} not embedded</h2>
        <Act action="retry-all">Try all again</Act>
      </header>
      <ul class="rows">
        {failures.map((failure) => (
          <Failure {...failure} />
        ))}
      </ul>
      {total > failures.length ? (
        <p class="muted small">and {figure(total - failures.length)} more</p>
      ) : null}
    </section>
  );

const Failure = ({ kind, id, reason, attempts, next_try: next }: FailureShown): View => (
  <li>
    <div>
      <a href={recordPath({ kind, id })}>{id}</a> <KindBadge kind={kind} />
      <p>{reason}</p>
      <p class="muted small">
        tried {attempts === 1 ? 'once' : `${figure(attempts)} times`}; again by itself on{' '}
        <Time value={next} />
      </p>
    </div>
    <Act action="retry" fields={{ kind, id }} label={`Try ${id} again`}>
      Try again
    </Act>
  </li>
);

interface ActProps {
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** What the button does, where its words alone do not say it. */
  readonly label?: string;
  readonly children?: string;
}

/** A button that does something about the index. */
export const Act = ({ action, fields = {}, label, children }: ActProps): View => (
  <form method="post" action="/index" class="act">
    <input type="hidden" name="action" value={action} />
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class="button" aria-label={label}>
      {children}
    </button>
  </form>
);
