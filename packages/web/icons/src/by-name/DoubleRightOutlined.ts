export { DoubleRightOutlined as default } from "../drawings.ts";
