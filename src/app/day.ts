/** "2014-05-06", as the calendar of this machine has it. */
export const dayIn = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
