/** Whether a text is only known when the flow runs (Liquid), or when it is deployed (`${NAME}`, `<<NAME>>`). */
export function isFilledIn(text: string): boolean {
  return /\{\{|\{%|\$\{|<</.test(text);
}
