/**
 * States as authors write them -> the state that they mean. Only where that is clear:
 * what differs in substance (draft, pending, in review, postponed, trial) stays itself.
 * A decision that no longer holds must land in one of superseded, deprecated, rejected,
 * or search would show it as today's.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  proposed: ['proposed', 'proposal', 'proposing', 'propose', 'suggested'],
  accepted: [
    'accepted',
    'accept',
    'acccepted',
    'acceepted',
    'approved',
    'approve',
    'adopted',
    'agreed',
    'decided',
    'active',
    'ratified',
    'in force',
    'in effect',
  ],
  in_progress: [
    'in progress',
    'in-progress',
    'inprogress',
    'wip',
    'work in progress',
    'implementing',
    'under development',
    'in development',
    'ongoing',
  ],
  implemented: [
    'implemented',
    'implementation complete',
    'done',
    'completed',
    'complete',
    'fully implemented',
  ],
  maintained: ['maintained'],
  superseded: [
    'superseded',
    'superceded',
    'superseeded',
    'supersede',
    'superceed',
    'replaced',
    'obsoleted',
  ],
  deprecated: [
    'deprecated',
    'depreciated',
    'obsolete',
    'retired',
    'invalidated',
    'archived',
    'outdated',
    'no longer relevant',
    'no-longer-relevant',
    'no longer valid',
  ],
  rejected: [
    'rejected',
    'reject',
    'declined',
    'decline',
    'discarded',
    'denied',
    'refused',
    'abandoned',
    'withdrawn',
    'cancelled',
    'canceled',
    'dropped',
  ],
  draft: ['draft', 'drafted', 'drafting'],
  pending: ['pending'],
  in_review: ['in review', 'under review', 'in-review', 'review', 'reviewing', 'for review'],
  postponed: ['postponed', 'deferred', 'on hold', 'on-hold'],
};

export const KNOWN_STATUSES: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([status, spellings]) =>
    spellings.map((spelling) => [spelling, status] as const),
  ),
);
