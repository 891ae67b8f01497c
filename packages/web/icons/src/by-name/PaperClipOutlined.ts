export { PaperClipOutlined as default } from "../drawings.ts";
