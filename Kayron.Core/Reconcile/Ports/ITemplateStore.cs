using Kayron.Core.Configuration;

namespace Kayron.Core.Reconcile.Ports;

/// <summary>Where CloudFormation reads templates from. Objects are named by content and never overwritten.</summary>
public interface ITemplateStore
{
    /// <summary>The address under which CloudFormation reads a key of the environment's bucket.</summary>
    Uri UrlOf(EnvironmentSettings environment, string key);

    /// <summary>Stores an object unless it is there; what was stored by this process is not asked for again.</summary>
    Task PutAsync(EnvironmentSettings environment, string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);
}
