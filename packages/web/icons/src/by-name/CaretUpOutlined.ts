export { CaretUpOutlined as default } from "../drawings.ts";
