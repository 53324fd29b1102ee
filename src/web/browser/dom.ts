/** The first element that a selector finds, of the class that it must have. */
export function find<T extends Element>(
  selector: string,
  type: new () => T,
  within: ParentNode = document,
): T | undefined {
  const found = within.querySelector(selector);
  return found instanceof type ? found : undefined;
}

/** Whether keys that are pressed here are text. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:input|textarea|select)$/i.test(target.tagName));
