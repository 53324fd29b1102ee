import { policyOf } from '#src/web/security';
import { THEMES, type Visit } from '#src/web/visit';

/**
 * Of the frame alone. Drawings need inline styles, so that these are allowed where nothing else is;
 * `sandbox` holds too when somebody opens the frame's address by itself.
 */
const POLICY = policyOf({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
  sandbox: 'allow-scripts',
});

/** GET /frame/mermaid?theme=#text: draws the text behind `#`, which no server sees. */
export function mermaidFrame({ assets, url }: Visit): Response {
  const theme = THEMES.find((each) => each === url.searchParams.get('theme'));
  const html = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><title>Diagram</title>',
    `<meta name="color-scheme" content="${theme ?? 'light dark'}">`,
    '<style>html,body{margin:0;background:transparent}svg{display:block;margin:auto;max-width:100%}</style>',
    // Classic scripts: a module asks for permission, which a frame of no origin does not get.
    `<script defer src="${assets.url('mermaid.min.js')}"></script>`,
    `<script defer src="${assets.url('mermaid-frame.js')}"></script>`,
    '</head><body><noscript>Diagrams are drawn by a script; the text below says the same.</noscript>',
    '<main id="diagram"></main></body></html>',
  ].join('\n');
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'Cache-Control': 'private, no-cache',
    },
  });
}
