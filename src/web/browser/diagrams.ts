/** Gives the frames of diagrams the room that they ask for, and shows the text of those that cannot be drawn. */

const LEAST = 40;
const MOST = 3000;
const LONGEST_FAULT = 300;

const frames = (): readonly HTMLIFrameElement[] => [
  ...document.querySelectorAll<HTMLIFrameElement>('iframe.diagram-frame'),
];

/** Only what a frame of this page says about itself, and only what is of the shape that is expected. */
addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame || origin !== 'null') return;
  const news = newsIn(data);
  if (typeof news['height'] === 'number') fit(frame, news['height']);
  else if (typeof news['fault'] === 'string') giveUp(frame, news['fault']);
});

function newsIn(data: unknown): Readonly<Record<string, unknown>> {
  const news = isObject(data) ? data['diagram'] : undefined;
  return isObject(news) ? news : {};
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function fit(frame: HTMLIFrameElement, height: number): void {
  if (Number.isFinite(height))
    frame.height = String(Math.min(MOST, Math.max(LEAST, Math.round(height))));
}

function giveUp(frame: HTMLIFrameElement, fault: string): void {
  const figure = frame.closest('figure');
  const said = figure?.querySelector<HTMLElement>('.diagram-fault');
  const text = figure?.querySelector('details');
  frame.hidden = true;
  if (text) text.open = true;
  if (!said) return;
  said.textContent = `This diagram cannot be drawn. ${fault.slice(0, LONGEST_FAULT)}`;
  said.hidden = false;
}

/** A drawing has its colours in it: in another theme it is drawn anew. */
new MutationObserver(() => {
  const { theme } = document.documentElement.dataset;
  for (const frame of frames()) {
    const address = new URL(frame.src);
    if (theme === undefined) address.searchParams.delete('theme');
    else address.searchParams.set('theme', theme);
    if (address.href !== frame.src) frame.src = address.href;
  }
}).observe(document.documentElement, { attributeFilter: ['data-theme'] });

export {};
