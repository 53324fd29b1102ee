/** The button of a form with one choice is there once another one is chosen; without a script it always is. */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-one-choice]')) {
  const [choice, button] = [form.querySelector('select'), form.querySelector('button')];
  if (!choice || !button) continue;
  const before = choice.value;
  button.hidden = true;
  choice.addEventListener('change', () => {
    button.hidden = choice.value === before;
  });
}

export {};
