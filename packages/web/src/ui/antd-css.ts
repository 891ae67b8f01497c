// The styles of Ant Design's components are built in (decision 0027), out of its one sheet for all of them, a megabyte.

/** Components that no page uses. One that is used for the first time is taken out here, or it stands there bare. */
// prettier-ignore
export const unused = [
  "affix", "alert", "anchor", "avatar", "breadcrumb", "calendar", "card", "carousel", "cascader", "col", "collapse", "color-picker", "descriptions", "divider", "drawer",
  "flex", "float-btn", "form", "image", "layout", "list", "listy", "masonry", "mentions", "message", "notification", "otp", "pagination", "picker", "progress", "qrcode",
  "radio", "rate", "result", "ribbon", "row", "skeleton", "slider", "spin", "splitter", "statistic", "steps", "table", "tabs", "tag", "timeline", "tour", "transfer",
  "tree", "tree-select", "typography", "upload",
];
const ofUnused = new RegExp(`^\\.(css-var-|ant-(${unused.join("|")})\\b)`); // css-var-: the values of its own theme; ours come from theme.ts

/** The sheet without the rules whose selectors all begin with a component that is not used. */
export const onlyUsed = (css: string): string =>
  css.replace(/([^{}]+)\{[^{}]*\}/g, (rule, selectors: string) => (selectors.split(",").every((one) => ofUnused.test(one.trim())) ? "" : rule));
