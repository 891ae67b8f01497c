export { CloseOutlined as default } from "../drawings.ts";
