import { StatusBadge, Time } from '#web/parts';
import type { ChainMember, ChainResponse } from '#src/client/relations';
import type { View } from '#src/web/visit';
import { recordPath } from '#src/web/words';

/** The decisions that took each other's place, the one that holds first; nothing for a decision in no chain. */
export const ChainList = ({ chain }: { readonly chain: ChainResponse }): View | null => {
  const { members, current, holds } = chain;
  if (members.length === 0) return null;
  return (
    <section
      class={`sheet-chain${holds === false ? ' is-over' : ''}`}
      aria-labelledby="chain-title"
    >
      <h2 id="chain-title">{holds === false ? 'This no longer holds' : 'This holds'}</h2>
      {current ? (
        <p>
          In its place: <a href={recordPath(current)}>{current.title}</a>
        </p>
      ) : null}
      <ol class="chain-steps">
        {members.map((member) => (
          <Member member={member} isHere={isSame(member, chain)} />
        ))}
      </ol>
    </section>
  );
};

const isSame = (member: ChainMember, { kind, id }: ChainResponse): boolean =>
  [member, member.also].some((each) => each?.kind === kind && each.id === id);

interface MemberProps {
  readonly member: ChainMember;
  readonly isHere: boolean;
}

const Member = ({ member, isHere }: MemberProps): View => (
  <li class={member.holds ? 'is-held' : 'is-over'}>
    {isHere ? (
      <strong aria-current="page">{member.title}</strong>
    ) : (
      <a href={recordPath(member)}>{member.title}</a>
    )}
    <span class="meta">
      {member.status === null ? null : <StatusBadge status={member.status} />}
      {member.date === null ? null : <Time value={member.date} />}
      <span class="id">{[member.id, member.also?.id].filter(Boolean).join(' = ')}</span>
    </span>
  </li>
);
