import type { SearchResponse } from '#src/search/types';
import type { View } from '#src/web/visit';
import { counted } from '#src/web/words';
import { Notice } from '#web/parts';

import { understoodIn } from './understood.ts';

const LEGS = { vector: 'ranking by meaning', keyword: 'ranking by words' } as const;

interface UnderstoodProps {
  readonly parts: readonly string[];
  /** What is left to search for. */
  readonly text: string;
}

const Understood = ({ parts, text }: UnderstoodProps): View | null =>
  parts.length === 0 ? null : (
    <p class="understood">
      Understood as{' '}
      {parts.map((part, at) => (
        <>
          {at === 0 ? null : ' and '}
          <strong>{part}</strong>
        </>
      ))}
      {text === '' ? null : (
        <>
          , searched for <strong>{text}</strong>
        </>
      )}
    </p>
  );

/** What one must know to trust an answer: what was left out of it, and what was not taken as it was typed. */
export const Remarks = ({ found }: { readonly found: SearchResponse }): View => (
  <>
    <Understood parts={understoodIn(found)} text={found.understood?.text ?? ''} />
    {(found.remarks ?? []).map((remark) => (
      <Notice>{remark}</Notice>
    ))}
    {found.degraded.map(({ leg, reason }) => (
      <Notice tone="warn">
        Without {LEGS[leg]}: {reason}
      </Notice>
    ))}
    {found.index.pending > 0 ? (
      <Notice>
        {counted(found.index.pending, 'record')} not embedded yet, found by their words alone.{' '}
        <a href="/index">See the progress</a>
      </Notice>
    ) : null}
    {found.index.failed > 0 ? (
      <Notice tone="warn">
        {counted(found.index.failed, 'record')} could not be embedded. <a href="/index">See why</a>
      </Notice>
    ) : null}
  </>
);
