import { fitted } from '#src/web/graph/fitted';
import { toneOf } from '#src/web/tones';
import type { View } from '#src/web/visit';
import { recordPath, spoken } from '#src/web/words';

import { MARK, type Lane, type Mark, type TimelineLayout } from './layout.ts';

/** Room for the name of a repository. */
const NAME = { left: 8, room: 132, size: 12 } as const;

/** Decisions as dots along their days: full ones hold, hollow ones do not, lines lead to what took their place. */
export const TimelineSvg = ({ layout }: { readonly layout: TimelineLayout }): View => (
  <figure class="timeline-figure">
    <div class="graph-scroll" role="region" aria-label="Decisions along their days" tabindex={0}>
      <svg class="timeline" viewBox={`0 0 ${layout.width} ${layout.height}`}>
        {layout.lanes.map((lane, index) => (
          <LaneOf lane={lane} width={layout.width} isShaded={index % 2 === 0} />
        ))}
        {layout.ticks.map(({ x, label }) => (
          <>
            <line class="timeline-tick" x1={x} y1="18" x2={x} y2={layout.height} />
            <text class="timeline-label" x={x} y="15" text-anchor="middle">
              {label}
            </text>
          </>
        ))}
        {layout.successions.map(({ path }) => (
          <path class="timeline-succession" d={path} />
        ))}
        {layout.marks.map((mark) => (
          <MarkOf mark={mark} />
        ))}
      </svg>
    </div>
    <figcaption class="meta">
      <span class="status tone-good">holds</span>
      <span class="status tone-warn">is proposed</span>
      <span class="status tone-past">no longer holds</span>
      <span>A line leads to the decision that took the place.</span>
    </figcaption>
  </figure>
);

interface LaneProps {
  readonly lane: Lane;
  readonly width: number;
  readonly isShaded: boolean;
}

const LaneOf = ({ lane: { name, top, height }, width, isShaded }: LaneProps): View => (
  <>
    <rect
      class={isShaded ? 'timeline-lane shaded' : 'timeline-lane'}
      x="0"
      y={top}
      width={width}
      height={height}
    />
    <text class="timeline-name" x={NAME.left} y={top + height / 2 + 4}>
      {fitted(name, NAME.room, NAME.size)}
    </text>
  </>
);

const MarkOf = ({ mark: { decision, x, y } }: { readonly mark: Mark }): View => {
  const { title, status, date, holds } = decision;
  const words = [title, date, status === null ? null : spoken(status)].filter(Boolean).join(', ');
  return (
    <a
      href={recordPath(decision)}
      class={`timeline-mark tone-${toneOf(status ?? '') === 'warn' ? 'warn' : 'good'}${holds ? '' : ' is-over'}`}
    >
      <title>{words}</title>
      <circle cx={x} cy={y} r={MARK.radius} />
    </a>
  );
};
