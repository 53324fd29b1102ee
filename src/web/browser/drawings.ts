/** Of a drawing that is wider than the window, the part that matters is seen first. */
for (const place of document.querySelectorAll<HTMLElement>('[data-scrolled-to="middle"]'))
  place.scrollLeft = (place.scrollWidth - place.clientWidth) / 2;

export {};
