export { MinusOutlined as default } from "../drawings.ts";
