import type { Theme, View } from '#src/web/visit';

/** Longer ones are refused by the drawing program, too; an address has an end. */
const LONGEST = 50_000;

interface DiagramProps {
  /** In the notation of Mermaid. */
  readonly source: string;
  /** Absent: as the system has it. */
  readonly theme: Theme | undefined;
  /** What it shows, for who cannot see it. */
  readonly label?: string;
}

/**
 * A diagram in a frame that has no part in this page: it may run scripts, yet is of no origin, so that
 * nothing in it can read or ask for anything. Its text goes in with the address, and comes nowhere near
 * a server that way. Below it stands the text itself.
 */
export const Diagram = ({ source, theme, label = 'Diagram' }: DiagramProps): View => {
  const isDrawn = source.length <= LONGEST;
  return (
    <figure class="diagram">
      {isDrawn ? (
        <iframe
          class="diagram-frame"
          title={label}
          sandbox="allow-scripts"
          loading="lazy"
          height="320"
          src={frameAddress(source, theme)}
        />
      ) : null}
      <p class="diagram-fault" hidden={isDrawn}>
        {isDrawn ? '' : 'This diagram is too large to be drawn here.'}
      </p>
      <details open={!isDrawn}>
        <summary>Text of the diagram</summary>
        <pre tabindex={0}>
          <code>{source}</code>
        </pre>
      </details>
    </figure>
  );
};

export const FRAME_PATH = '/frame/mermaid';

/** Half a character has no place in an address. */
const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

function frameAddress(source: string, theme: Theme | undefined): string {
  const chosen = theme === undefined ? '' : `?theme=${theme}`;
  return `${FRAME_PATH}${chosen}#${encodeURIComponent(wellFormed(source))}`;
}
