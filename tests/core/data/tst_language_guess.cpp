#include "core/data/LanguageGuess.h"

#include <QTest>

using namespace espalier;

class LanguageGuessTest : public QObject {
    Q_OBJECT
private slots:
    void guesses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        const auto row = [](const char* language, const char* text) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(language);
        };
        row("", "");
        row("", "12 345 !?");
        row("", "Grünwald Kowalczyk Müller Schmidt"); // names only
        row("en", "I was charged twice this month, please send one of the payments back to me.");
        row("de", "Ich habe die Rechnung zweimal bezahlt und möchte das Geld für den Monat zurück.");
        row("fr", "Je ne trouve pas la facture dans mon compte et vous ne répondez pas.");
        row("es", "No puedo entrar en mi cuenta y la contraseña no es la correcta.");
        row("it", "Non riesco a entrare e la password che ho non è quella del conto.");
        row("pt", "Não consigo entrar em minha conta e o pagamento foi feito com cartão para a loja.");
        row("nl", "Ik kan niet in mijn account en het wachtwoord is niet goed, maar ik heb er een.");
        row("pl", "Nie mogę się zalogować i nie wiem, co jest z moim hasłem do konta.");
        row("zh", "锅底很好吃，但是等位时间太长了。");
        row("zh", "这家 KFC 的 wifi 很快"); // words of another script in between
        row("ja", "パスワードを忘れたので、新しいものを送ってください。");
        row("ko", "비밀번호를 잊어버렸습니다.");
        row("ru", "Я не могу войти в свой аккаунт.");
        row("uk", "Я не можу увійти до свого облікового запису.");
        row("ar", "لا أستطيع الدخول إلى حسابي");
        row("fa", "نمی‌توانم وارد حساب کاربری خود شوم و گذرواژه را "
                  "پیدا "
                  "نکردم");
        row("el", "Δεν μπορώ να συνδεθώ");
        row("hi", "मैं अपने खाते में प्रवेश नहीं कर सकता");
    }
    void guesses() {
        QFETCH(QString, text);
        const std::string bytes = text.toStdString();
        QTEST(QString::fromStdString(guessLanguage({bytes})), "language");
    }
    void mostTextsDecide() {
        QCOMPARE(guessLanguage({"the card is not in the mail", "it was on my desk", "锅底"}),
                 std::string("en"));
    }
    void brokenBytesAreNoLanguage() { QCOMPARE(guessLanguage({"\xff\xfe\x80"}), std::string()); }
};

QTEST_APPLESS_MAIN(LanguageGuessTest)
#include "tst_language_guess.moc"
