/**
 * Draws the diagram whose text stands behind `#` in the frame's address, and tells the page around it
 * how much room that takes, or that it cannot be drawn. A classic script, for a module asks for a
 * permission that a frame of no origin does not get.
 */
{
  interface Mermaid {
    initialize(settings: object): void;
    render(id: string, text: string): Promise<{ readonly svg: string }>;
  }

  const drawing = (globalThis as unknown as { readonly mermaid: Mermaid }).mermaid;

  /** The frame is of no origin, and so is nobody's address known to it: what it tells is no secret. */
  const tell = (news: object): void => parent.postMessage({ diagram: news }, '*');

  const isDark = (): boolean => {
    const theme = new URLSearchParams(location.search).get('theme');
    return theme === null ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  };

  const settings = (): object => ({
    startOnLoad: false,
    // Links and callbacks are off, and labels are drawn as text: nothing is even tried to be loaded.
    securityLevel: 'strict',
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    dompurifyConfig: { FORBID_TAGS: ['img', 'image', 'iframe', 'video', 'audio', 'link', 'form'] },
    // What a diagram may not set for itself.
    secure: [
      ...['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges'],
      ...['suppressErrorRendering', 'htmlLabels', 'flowchart', 'dompurifyConfig', 'themeCSS'],
    ],
    suppressErrorRendering: true,
    theme: isDark() ? 'dark' : 'neutral',
    fontFamily: 'system-ui, sans-serif',
  });

  const draw = async (): Promise<void> => {
    drawing.initialize(settings());
    const { svg } = await drawing.render('drawn', decodeURIComponent(location.hash.slice(1)));
    const place = document.getElementById('diagram');
    if (!place) return;
    place.innerHTML = svg;
    const tellSize = (): void => tell({ height: Math.ceil(place.getBoundingClientRect().height) });
    new ResizeObserver(tellSize).observe(place);
  };

  draw().catch((error: unknown) => tell({ fault: String(error) }));
}
