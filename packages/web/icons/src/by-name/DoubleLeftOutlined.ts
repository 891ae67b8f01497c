export { DoubleLeftOutlined as default } from "../drawings.ts";
