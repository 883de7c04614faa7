namespace Cuvee.Filter;

/// <summary>
/// How refusals begin. Compiled for this project from what assistants say; the published lists (that of ShareGPT_Vicuna_unfiltered is the best known) also
/// hold subjects such as "ethics", which a filter of refusals must not judge.
/// </summary>
internal static class RefusalPhrases
{
    private const string Sorry =
        "(unfortunately|sorry|i'm sorry|i am sorry|i'm really sorry|i'm very sorry|i'm so sorry|i apologize|i apologise|my apologies|apologies|i'm afraid|i am afraid|) "
        + "(for the inconvenience|for any inconvenience|for the confusion|that|) (but|however|) "
        + "(unfortunately|as an ai|as an ai language model|as an ai model|as an ai assistant|as a language model|as a large language model|as a responsible ai|) ";

    private const string CannotEnglish =
        "i (cannot|can't|can not|am unable to|am not able to|will not|won't|could not|couldn't|must decline to|have to decline to|do not feel comfortable|"
        + "don't feel comfortable|am not comfortable|am not programmed to|am not designed to|do not have the ability to|don't have the ability to|"
        + "do not have the capability to|don't have the capability to|am not allowed to|am not permitted to) (really|simply|directly|in good conscience|) ";

    private const string IAmUnable = "(i'm unable to|i'm not able to|i'm not programmed to|i'm not allowed to|i'm not going to be able to) (really|simply|directly|) ";

    /// <summary>What an assistant is asked to do; with any other verb ("I can't believe") it may be a character of a story who speaks.</summary>
    private const string Deeds =
        "(help you|help with|help in|assist|fulfill|fulfil|comply with|complete this|complete that|complete your|provide|providing|answer|respond to|generate|create|creating|"
        + "produce|write|writing|engage in|engaging in|participate in|support|discuss|discussing|offer|share|process|perform|access|browse|open|view|see|display|do that|do this|"
        + "continue with|continue this|condone|encourage|promote|recommend|give you|give advice|give medical|give legal|tell you|predict|determine|give instructions|"
        + "edit|play|send|make|translate|summarize|summarise|identify|analyze)";

    public static readonly Phrases Openings = new(
        Sorry + CannotEnglish + Deeds,
        Sorry + IAmUnable + Deeds,
        "(i'm sorry|i am sorry|sorry|i apologize) (but|) (that|this|your request|the request|the task) (is|would be) (not something i can|against my|not possible for me)",
        "(i'm sorry|i am sorry|sorry|i apologize) (but|) i (do not|don't) (have access to|have enough information|have personal|have the information|understand the question|understand your question)",
        "(i'm sorry|i am sorry|sorry|i apologize) (but|) i (can't|cannot|can not) (do that|help|assist)",
        "i (must|have to) (decline|refuse)",
        "i (cannot|can't|can not) (and will not|in good conscience)",
        "(that's|that is|this is) not something i (can|am able to|will|would) (help|assist|do|provide|discuss|engage)",
        "it (is|would be) (not appropriate|inappropriate|unethical|illegal) for me to",
        "(as an ai|as an ai language model|as a language model|as a large language model|as an ai assistant) (i'm not able to|i'm unable to|i do not have|i don't have|i am not capable of|i'm not capable of)",
        "(es tut mir leid|tut mir leid|entschuldigung|leider) (aber|doch|) (ich kann|kann ich|ich darf|darf ich|als ki kann ich) (ihnen|dir|das|diese|dieser|diesen|dabei|dazu|hierbei|keine|nicht)",
        "ich kann (ihnen|dir|) (dabei|damit|hierbei|bei dieser anfrage|bei diesem anliegen) (leider|) nicht (helfen|weiterhelfen)",
        "(je suis désolé|je suis désolée|désolé|désolée|je regrette) (mais|) je ne (peux|puis) pas",
        "je ne (peux|puis) pas (vous|t') (aider|fournir|répondre|assister)",
        "(lo siento|lo lamento) (pero|) (no puedo|no me es posible|no estoy en condiciones)",
        "no puedo (ayudarte|ayudarle|ayudar con|proporcionar|cumplir|responder a)",
        "(desculpe|desculpa|sinto muito|lamento) (mas|) (eu|) não (posso|consigo)",
        "(mi dispiace|spiacente|sono spiacente) (ma|) non (posso|sono in grado)",
        "(извините|простите|к сожалению) (но|) я не (могу|в состоянии)",
        "я не могу (помочь|ответить|предоставить|выполнить)",
        "(对不起|抱歉|很抱歉|非常抱歉) (我不能|我无法|但我不能|但我无法|我没有办法|作为)",
        "(我不能|我无法) (提供|帮助|协助|回答|满足)",
        "(申し訳ありませんが|申し訳ございませんが|すみませんが|申し訳ありません|申し訳ございません) (その|そのような|この|ご|お|それ|私は|お手伝い)");

    /// <summary>Longer openings that are none.</summary>
    public static readonly Phrases NoRefusals = new(
        "i (cannot|can't|can not) (help with anything but|recommend this|recommend it|recommend them|recommend you enough|recommend highly|recommend enough|tell you how|tell you the number|see why|see how|see the|see you|see myself|see it|make it|make up my|make the|wait)",
        "i (won't|will not) (make it|make the|tell you|share|see you|give you)",
        "i (could not|couldn't) (see|make|tell you|answer|open|provide|share|play)");
}
