import type { RoomsText } from "../en/rooms.ts";

export const rooms: RoomsText = {
  rooms: {
    intake: { name: "抓單", does: "同步賣場訂單，原始報文全部留存", empty: "沒有隔離的報文。平台發來但無法識別的報文會帶著原因留在這裡。" },
    payment: { name: "付款核查", does: "核對入帳金額與訂單金額", empty: "沒有待核查的訂單。新訂單在入帳確認前停在這裡。" },
    review: { name: "待審核", does: "需要人工判斷的訂單", empty: "沒有待審核的訂單。有留言、站內信、未配對 SKU 或地址問題的訂單會停在這裡。" },
    merge: { name: "合併訂單", does: "同買家同地址的訂單合成一個包裹", empty: "沒有可合併的訂單。同買家同地址的訂單會在這裡等一段時間。" },
    routing: { name: "訂單規則", does: "按規則分倉、選物流", empty: "沒有待分配的包裹。未分到倉庫或物流的包裹停在這裡。" },
    booking: { name: "物流下單", does: "向物流商下單、取面單；在配貨之前或之後，看物流方式", empty: "沒有待下單的包裹。被拒和結果未知的下單停在這裡。" },
    allocation: { name: "配貨", does: "整包佔用庫存；在下單之前或之後，看物流方式", empty: "沒有缺貨的包裹。缺貨包裹在這裡等到貨。" },
    picking: { name: "揀貨", does: "生成波次和揀貨單", empty: "沒有待揀貨的包裹。已下單且有庫存的包裹會到這裡。" },
    labels: { name: "打單", does: "按揀貨順序列印面單", empty: "沒有待列印的面單。揀完的包裹會到這裡。" },
    shipping: { name: "掃描出貨", does: "掃描驗貨並出庫", empty: "沒有待出貨的包裹。打完面單的包裹會到這裡。" },
    tracking: { name: "出貨追蹤", does: "標記出貨並追蹤到妥投", empty: "沒有在途包裹。發出的包裹在這裡追蹤到妥投。" },
  },
  orderStages: {
    payment: "付款核查", review: "待審核", merge: "合併訂單", parcelled: "已生成包裹", cancelled: "已取消", shipped_elsewhere: "系統外已出貨",
  },
  parcelStages: {
    routing: "訂單規則", booking: "物流下單", allocation: "配貨", picking: "揀貨", labels: "打單", shipping: "掃描出貨", tracking: "運輸中",
    delivered: "已妥投", returned: "已退回", lost: "丟件", expired: "追蹤超期", cancelled: "已取消",
  },
  moves: {
    verify: "付款核對通過", approve: "審核通過", parcel_up: "生成包裹", recheck: "重新核查", unmerge: "撤銷合併", cancel: "取消", close: "系統外已出貨，關閉",
    route: "分倉選物流", book: "下單成功", allocate: "配貨成功", pick: "揀貨完成", label: "面單已產生", unlabel: "面單作廢，退回打單", ship: "已出貨", deliver: "妥投", bring_back: "退回", lose: "丟件", expire: "追蹤超期", reallocate: "重新配貨", reroute: "重新走規則",
  },
  kinds: { wait: "自動等待", ask: "待人工", fault: "已停" },
  flows: "正常",
};
